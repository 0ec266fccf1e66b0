"""What can be asked without a case: one item classified, and whose a request would be if it were handed in."""

import datetime as dt

from licet.access.resource import Case
from licet.classification.classify import classify
from licet.classification.item import ItemFacts
from licet.classification.result import Classification
from licet.dossier.values import Request
from licet.reference.control_entries import control_entries_of, joined
from licet.services.case_file import ADVISING_AGENCIES, DECIDING_AGENCY
from licet.services.desk import Desk
from licet.services.references import contents, snapshot_of


def classify_item(desk: Desk, item: ItemFacts, *, on: dt.date) -> Classification:
    """Test an item against the control lists in force on a day."""
    snapshot = snapshot_of(desk.library, as_of=on)
    entries = joined(control_entries_of(content) for content in contents(desk.library, snapshot, "control-entries"))
    return classify(item, entries, as_of=on)


def hypothetical(request: Request) -> Case:
    """What access must know of a case that a request would become."""
    return Case(
        state=request.authority_state,
        organisation=f"authority {request.authority_state}",
        applicants=("nobody",),
        deciding_agency=DECIDING_AGENCY,
        agencies=ADVISING_AGENCIES,
        release_level="case",
        compartments=(),
        advised_by=(),
        decided_by=(),
        countersigned_by=(),
        conflicted=(),
        releasable=False,
    )
