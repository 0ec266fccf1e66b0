"""Attacks 9 and 31: names are handed in by every door, and then nothing that the system wrote down holds one of them.

Scanned are all files of the workspace (database, write-ahead log, contents, drafts, public log), what the running site
said, a backup with all its files unpacked, and the pages of errors; as the name is written, folded, and encoded.
"""

import base64
import gzip
import io
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.screening.normal import words_of
from web.test_intake_pages import new_draft, own_example, upload
from workbench import LICET, clean_environment, every_byte

CANARIES = {
    "name": "Quillonby Zwartkopf",
    "alias": "Грибославцев",
    "address": "9 Vanterpool Mews",
    "number": "QZF-7731904-X",
    "owner": "Ottoline Fennimore-Pryce",
    "draft": "Bramblethwaite Holdings",
    "document": "Marchwiel Ombudsperson",
    "faulty": "Yttervik Kaldhammer",
    "screened": "Pellworm Ossington",
    "asked": "Tregarthen Wexcombe",
    "password": "Hollingbroke-Gate-88",
}


def spellings(canary: str) -> Iterator[bytes]:
    """How a name could lie in a file: as it is, in lower case, as screening folds it, in UTF-16, in digits, in base64."""
    yield canary.encode()
    yield canary.lower().encode()
    yield " ".join(word.text for word in words_of(canary)).encode()
    yield canary.encode("utf-16-le")
    yield canary.encode("utf-16-be")
    yield canary.encode().hex().encode()
    yield canary.encode("unicode_escape")
    for shift in range(3):
        # Of a text in base64 the middle is the same wherever it begins.
        yield base64.b64encode(b"\0" * shift + canary.encode())[4:-4]


def found_in(data: bytes) -> list[str]:
    return [f"{what} as {spelt!r}" for what, canary in CANARIES.items() for spelt in spellings(canary) if spelt in data]


@pytest.mark.parametrize("what", CANARIES)
def test_the_scan_sees_a_planted_name_in_every_spelling(what: str) -> None:
    for spelt in spellings(CANARIES[what]):
        assert len(spelt) > 8
        assert any(hit.startswith(f"{what} as") for hit in found_in(b"\x00before" + spelt + b"after"))


def test_no_file_page_or_backup_holds_a_name_that_was_handed_in(site, tmp_path: Path) -> None:
    applicant, officer = site.visitor("Thandi"), site.visitor("Ines")
    party = {
        "id": "trader",
        "role": "end_user",
        "schema": "Company",
        "owners_complete": True,
        "properties": {
            "name": [CANARIES["name"]],
            "alias": [CANARIES["alias"]],
            "address": [CANARIES["address"]],
            "registrationNumber": [CANARIES["number"]],
            "country": ["NO"],
        },
        "owners": [
            {
                "id": "holder",
                "schema": "Person",
                "owners_complete": True,
                "share": "100",
                "properties": {"name": [CANARIES["owner"]]},
            }
        ],
    }
    sent = upload(applicant, own_example("T-CANARY", parties=[party], undertakings=[]))
    assert sent.status_code == 200, sent.text[:2000]
    number = sent.url.rstrip("/").split("/")[-2]
    hidden = {"csrfmiddlewaretoken": officer.cookies["csrftoken"]}
    assessed = officer.post(f"/cases/{number}/assess/", data=hidden, headers={"Referer": site.address + "/cases/"})
    assert assessed.status_code == 200
    opened = officer.send_form(f"/cases/{number}/names/", {"purpose": "to see that the names are there"})
    assert CANARIES["name"] in opened.text
    assert CANARIES["owner"] in opened.text

    draft = new_draft(applicant)
    applicant.send_form(
        f"{draft}parties/new/", {"role": "exporter", "schema": "Company", "name": CANARIES["draft"], "country": "ZA"}
    )
    token = applicant.cookies["csrftoken"]
    applicant.post(
        f"{draft}documents/new/",
        data={"csrfmiddlewaretoken": token, "kind": "data sheet"},
        files={"file": ("sheet.pdf", f"%PDF-1.7 {CANARIES['document']}".encode())},
        headers={"Referer": site.address + draft},
    )
    faulty = {**party, "properties": {"name": [CANARIES["faulty"]], "nmae": [CANARIES["faulty"]]}, "role": CANARIES["faulty"]}
    refused = upload(applicant, own_example("T-CANARY-2", parties=[faulty]))
    assert refused.status_code == 422
    pages = [officer.get(f"/{where}?q={CANARIES['asked']}") for where in ("cases/", "parties/", "lists/", "nowhere/")]
    pages += [
        officer.get(f"/cases/{CANARIES['asked']}/"),
        officer.post("/cases/?x=" + CANARIES["asked"], data={"a": CANARIES["asked"]}),
    ]
    assert {page.status_code for page in pages} >= {200, 403, 404}
    stranger = site.visitor()
    stranger.send_form("/account/sign-in/", {"login": "nobody@example.org", "password": CANARIES["password"]})
    archive = tmp_path / "archive"
    command = [*LICET, "backup", str(archive), "--workspace", str(site.workspace)]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    kept = every_byte(site.log, site.workspace)
    assert {path.name for path in kept} >= {"licet.sqlite3", "licet.sqlite3-wal", "log.txt"}
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(archive.read_bytes()))) as opened_archive:
        # The official lists in it are those on disk.
        members = [member for member in opened_archive if member.isfile() and not member.name.startswith("library/")]
        assert len(members) > 10
        kept |= {Path("archive") / member.name: opened_archive.extractfile(member).read() for member in members}
    hits = {str(path): found for path, data in kept.items() if (found := found_in(data))}
    assert hits == {}
