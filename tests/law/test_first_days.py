"""From which day a provision speaks: its own where it has one, else that of the instrument it stands in."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.classification.result import ListResult
from licet.law.apply import apply_law
from licet.law.case import Case
from licet.reference.criteria import Criteria, criteria_of
from licet.reference.edition import in_force
from licet.reference.embargo import EmbargoTable
from licet.services.references import only
from licet.storage.library import FileLibrary
from workbench import DAY


@pytest.fixture(scope="module")
def criteria(small_library: FileLibrary) -> Criteria:
    return criteria_of(small_library.content(only(in_force(small_library.editions(), as_of=DAY), "criteria")))


@pytest.mark.parametrize(
    ("rule", "authority", "first"),
    [
        ("ATT-7.1", "ZA", dt.date(2014, 12, 24)),  # entry into force of the treaty
        ("MTCR-G2", "ZA", dt.date(1987, 4, 16)),  # adoption: guidelines do not enter into force
        ("CP-C1", "AT", dt.date(2008, 12, 8)),  # adoption of the Common Position
        ("DU-3", "AT", dt.date(2009, 8, 27)),  # Reg. 428/2009 said the same before Reg. 2021/821 was in force
        ("CP-1.1a", "AT", dt.date(2019, 9, 16)),  # put into the Common Position later
    ],
)
def test_a_provision_speaks_from_its_first_day_on(
    clean: Case, criteria: Criteria, rule: str, authority: str, first: dt.date
) -> None:
    """What the goods are is left open, so that no instrument is out of reach for their sake."""
    opened = {name: ListResult(decision="refer") for name in ("EU", "MTCR")}
    case = replace(
        clean,
        dossier=replace(clean.dossier, authority_state=authority, exporting_state=authority),
        classification={"drone": replace(clean.classification["drone"], lists=opened)},
    )
    for day, speaks in ((first - dt.timedelta(days=1), False), (first, True)):
        found = apply_law(replace(case, as_of=day), criteria, EmbargoTable())
        assert (rule in {finding.rule for finding in found}) == speaks, day
