"""Take a request in: read it whole, seal whom it names, number it, and write it down (S1).

A request is complete or refused with every reason. The same request a second time gets the same
receipt and no second number.
"""

from collections.abc import Mapping

import msgspec

from licet.access.act import Act as May
from licet.access.condition import EVERYTHING
from licet.access.decision import decide as may
from licet.casework.application import APPLICATION, Act, RequestSubmitted
from licet.dossier.intake import identities_of, read_request, take_in, without_officer_word
from licet.dossier.values import Request
from licet.encoding.canonical import Digest, canonical_bytes, digest_of, from_bytes
from licet.encoding.faults import Fault, Faults, quoted
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import Recorded
from licet.services.case_file import access_of, file_of, row_of, stream_of
from licet.services.desk import Asked, Desk, require

ASSESS = "assess"
"""The kind of job that a submitted request causes."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="receipt/1"):
    """What the sender gets: the number, and the event and digest that hold the authority to it."""

    number: str
    reference: str
    received_at: str
    event: str
    dossier: Digest
    again: bool = False


def submit(desk: Desk, asked: Asked, data: bytes, name: str, attachments: Mapping[str, bytes] | None = None) -> Receipt:
    """Submit a request file; `attachments` maps the paths its documents name to their bytes.

    Raises `Faults` listing every fault, `NotAllowed` when the actor may not hand in for this
    organisation and state. Nothing is kept of a refused request.
    """
    return submit_request(desk, asked, read_request(data, name), attachments or {})


def submit_request(desk: Desk, asked: Asked, request: Request, attachments: Mapping[str, bytes]) -> Receipt:
    """The same for a request that a form has filled in."""
    actor = asked.actor
    organisation = actor.organisation or f"authority {request.authority_state}"
    # An officer who registers a request for somebody else is not the one who asks, and may go on to work on it.
    applicants = (actor.person,) if "applicant" in actor.roles else ()
    access = access_of(
        state=request.authority_state, organisation=organisation, applicants=applicants, confidential=request.confidential
    )
    require(actor, May.SUBMIT_REQUEST, access)
    if not may(actor, May.ATTEST_FACT, access).allowed:
        request = without_officer_word(request)
    if request.submitted_on > desk.clock.today():
        raise Faults([Fault("submitted_on", f"{request.submitted_on} has not come yet (today is {desk.clock.today()})")])
    documents = _documents(request, attachments)
    # The id depends on everything that was sent, so the same request is the same command; it is keyed, since names are in it.
    command_id = "submit-" + desk.sealer.keyed_digest(canonical_bytes(request) + actor.person.encode())

    def work() -> Receipt:
        done = desk.journal.of_command(command_id)
        if done:
            return _receipt(done[0], again=True)
        if desk.cases.get(request.reference, visible=EVERYTHING, clearance="secret") is not None:
            raise Faults([Fault("reference", f"{quoted(request.reference)} stands for another request already; choose another")])
        refs = {subject: desk.sealer.put(subject, identity) for subject, identity in identities_of(request).items()}
        dossier = take_in(request, refs)
        year = dossier.submitted_on.year
        number = f"{dossier.authority_state}-{year}-{desk.numbers.take(dossier.authority_state, year, command_id):05d}"
        submitted = RequestSubmitted(
            reference=dossier.reference,
            number=number,
            authority_state=dossier.authority_state,
            organisation=organisation,
            submitted_by=actor.person,
            applicants=applicants,
            dossier=desk.contents.put(canonical_bytes(dossier)),
            documents={
                document: desk.contents.put(desk.sealer.seal(f"{dossier.reference}/documents", body))
                for document, body in documents.items()
            },
        )
        command = Act(act="submit", writes=submitted, effective_on=dossier.submitted_on)
        added = desk.journal.append(
            Addition(stream=stream_of(number), expected=0, drafts=APPLICATION.decide(APPLICATION.initial, command)),
            command_id=command_id,
            person_id=actor.person,
            recorded_at=desk.clock.now(),
        )
        desk.jobs.enqueue(ASSESS, number.encode(), key=f"{ASSESS} {command_id}", at=desk.clock.now())
        desk.cases.put(row_of(desk, file_of(desk, added)))
        return _receipt(added[0], again=False)

    # The reference too: identities are sealed under it, so two authorities must not take it at once.
    return desk.transactions.run(work, streams=(f"register/{request.authority_state}", f"reference/{request.reference}"))


def _documents(request: Request, attachments: Mapping[str, bytes]) -> dict[str, bytes]:
    """The attached bytes of each document that names a path; raises `Faults` for what is absent or of another digest."""
    faults, found = [], {}
    for index, document in enumerate(request.documents):
        if document.path is None:
            continue
        body = attachments.get(document.path)
        if body is None:
            faults.append(Fault(f"documents[{index}].path", f"{quoted(document.path)} did not come with the request; attach it"))
        elif digest_of(body) != document.digest:
            faults.append(
                Fault(f"documents[{index}].digest", f"is not that of {quoted(document.path)}, which is {digest_of(body)}")
            )
        else:
            found[document.id] = body
    if faults:
        raise Faults(faults)
    return found


def _receipt(event: Recorded, *, again: bool) -> Receipt:
    submitted = from_bytes(event.payload, RequestSubmitted)
    return Receipt(
        number=submitted.number,
        reference=submitted.reference,
        received_at=event.event.recorded_at,
        event=event.digest,
        dossier=submitted.dossier,
        again=again,
    )
