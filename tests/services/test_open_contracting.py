"""Contracts out as Open Contracting packages and in from them: valid, mergeable, and nothing that may not be known."""

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from licet.cli.open_contracting import encoded
from licet.contracts.evidence import Evidence
from licet.contracts.from_release import short_name
from licet.contracts.history import (
    ContractAmended,
    ContractMilestoneMet,
    ContractOpened,
    ContractRecorded,
    ContractSuspended,
    ContractTerminated,
    Happening,
)
from licet.contracts.releases import releases_of
from licet.contracts.stages import NAMES, needed
from licet.contracts.terms import Contract, read_contract
from licet.encoding.faults import Faults
from licet.services.contracts import list_contracts, move, open_contract, record, view_contract
from licet.services.desk import Asked, Desk, NotAllowed
from licet.services.open_contracting import Import, Packages, Publisher, merged, packages, take_in
from licet.storage.open_contracting import OpenContracting1_1
from licet.storage.wiring import operator
from workbench import CHECKOUT, DAY

NO = operator("NO")
WHO = Publisher(name="Example authority", prefix="ocds-abc123", uri="https://example.org/p.json")
PIECES = Decimal("1.000000")


@pytest.fixture(scope="module")
def standard() -> OpenContracting1_1:
    return OpenContracting1_1()


@pytest.fixture(scope="module")
def vessels() -> Contract:
    path = CHECKOUT / "examples/contracts/patrol-vessels.yaml"
    return read_contract(path.read_bytes(), path.name)


class Keeper:
    """Writes to one contract, each command under an id of its own."""

    def __init__(self, desk: Desk, terms: Contract) -> None:
        self.desk, self.id, self.count = desk, terms.id, 0
        open_contract(desk, self.asked(), ContractOpened(contract=terms, stage="planning", evidence=()))

    def asked(self) -> Asked:
        self.count += 1
        return Asked(NO, f"{self.id}-{self.count}")

    def does(self, writes: Happening) -> None:
        record(self.desk, self.asked(), self.id, writes)

    def moves(self, *stages: str) -> "Keeper":
        for after in stages:
            before = NAMES[NAMES.index(after) - 1]
            evidence = tuple(Evidence(kind=kind, source="file", on=DAY) for kind in needed(before, after, "purchase"))
            move(self.desk, self.asked(), self.id, after, evidence=evidence)
        return self

    def consents(self) -> "Keeper":
        self.does(ContractRecorded(what="consent", id="publish", source="letter"))
        return self

    def made(self, standard: OpenContracting1_1) -> Packages:
        return packages(self.desk, standard, NO, WHO, level="case")


def test_every_step_of_a_contract_is_a_valid_release(desk: Desk, standard: OpenContracting1_1, vessels: Contract) -> None:
    keeper = Keeper(desk, vessels).consents().moves("tender", "award", "contract")
    keeper.does(ContractAmended(contract=replace(vessels, title="Two larger vessels"), why="agreed"))
    keeper.moves("implementation")
    keeper.does(ContractMilestoneMet(milestone="review", source="minutes"))
    keeper.does(ContractRecorded(what="payment", id="on-signing", source="bank"))
    keeper.does(ContractRecorded(what="delivery", id="first", source="protocol", quantity=PIECES))
    keeper.does(ContractSuspended(why="strike"))
    keeper.does(ContractTerminated(why="no end in sight"))
    made = keeper.made(standard)
    releases = made.releases["releases"]
    assert [release["tag"][0] for release in releases] == [
        "planning", "planningUpdate", "tender", "award", "contract", "contractAmendment", "implementation",
        "implementationUpdate", "implementationUpdate", "implementationUpdate", "implementationUpdate", "contractTermination",
    ]  # fmt: skip
    assert standard.faults(made.releases) == standard.faults(made.records) == ()
    compiled = made.records["records"][0]["compiledRelease"]["contracts"][0]
    assert (compiled["title"], compiled["status"], compiled["amendments"][0]["rationale"]) == (
        "Two larger vessels",
        "terminated",
        "agreed",
    )
    assert {one["id"]: one["status"] for one in compiled["milestones"]} == {
        "review": "met", "sea-trial": "scheduled", "delivery-first": "met", "delivery-second": "scheduled",
    }  # fmt: skip
    assert [one["id"] for one in compiled["implementation"]["transactions"]] == ["on-signing"]
    versions = made.records["records"][0]["versionedRelease"]["contracts"][0]["title"]
    assert [one["value"] for one in versions] == ["Two patrol vessels", "Two larger vessels"]


def test_past_releases_never_change(desk: Desk, vessels: Contract) -> None:
    keeper = Keeper(desk, vessels)
    earlier = releases_of(view_contract(desk, NO, keeper.id).history, "ocds-abc123")
    for step in (keeper.consents, lambda: keeper.moves("tender"), lambda: keeper.does(ContractTerminated(why="x"))):
        step()
        now = releases_of(view_contract(desk, NO, keeper.id).history, "ocds-abc123")
        assert now[: len(earlier)] == earlier
        earlier = now
    assert earlier[-1]["tag"] == ["tenderCancellation"]
    assert earlier[-1]["tender"]["status"] == "cancelled"


def test_nothing_above_the_level_and_nothing_before_consent(desk: Desk, standard: OpenContracting1_1, vessels: Contract) -> None:
    keeper = Keeper(desk, vessels)
    open_contract(
        desk,
        Asked(NO, "secret"),
        ContractOpened(
            contract=replace(vessels, id="NO-HIDDEN", release_level="secret", consents=()), stage="planning", evidence=()
        ),
    )
    with pytest.raises(Faults, match="hold none that may be known at the level public"):
        packages(desk, standard, NO, WHO)
    with pytest.raises(Faults, match="NO-NAV-2026-1 waits for the consent publish of yard"):
        keeper.made(standard)
    keeper.consents()
    made = keeper.made(standard)
    assert b"HIDDEN" not in encoded(made.releases) + encoded(made.records)
    assert made.left_out == ()
    keeper.does(ContractRecorded(what="consent_withdrawn", id="publish", source="letter"))
    with pytest.raises(Faults, match="waits for the consent"):
        keeper.made(standard)


def test_a_sale_has_the_partner_as_buyer(desk: Desk, standard: OpenContracting1_1, vessels: Contract) -> None:
    sale = replace(vessels, kind="sale", value=Decimal("1.500"), payments=(), consents=())
    open_contract(desk, Asked(NO, "o"), ContractOpened(contract=sale, stage="contract", evidence=()))
    release = packages(desk, standard, NO, WHO, level="case").releases["releases"][0]
    assert release["buyer"] == {"id": "yard"}
    assert release["awards"][0]["suppliers"] == [{"id": "authority"}]
    assert b'"amount": 1.5,' in encoded(release)
    assert release["contracts"][0]["status"] == "pending"


# ---- other people's packages

SAMPLE: dict[str, Any] = {
    "uri": "https://example.org/r.json",
    "version": "1.1",
    "publishedDate": "2026-08-01T00:00:00Z",
    "publisher": {"name": "Somebody"},
    "releases": [
        {
            "ocid": "ocds-abc123-1",
            "id": "1",
            "date": "2026-01-10T00:00:00Z",
            "tag": ["contract"],
            "initiationType": "tender",
            "parties": [{"id": "XX 9", "name": "Invented Yard", "roles": ["supplier"], "address": {"countryName": "sweden"}}],
            "awards": [{"id": "a1", "suppliers": [{"id": "XX 9", "name": "Invented Yard"}]}],
            "contracts": [
                {
                    "id": "c1",
                    "awardID": "a1",
                    "title": "Ferry",
                    "status": "active",
                    "value": {"amount": Decimal("10.5"), "currency": "SEK"},
                    "items": [{"id": "1", "description": "ferry", "quantity": 1, "unit": {"name": "each"}}],
                    "milestones": [{"id": "m1", "title": "Launch", "type": "delivery", "dueDate": "2026-06-01T00:00:00Z", "status": "scheduled"}],
                }
            ],
        },
        {
            "ocid": "ocds-abc123-1",
            "id": "2",
            "date": "2026-06-10T00:00:00Z",
            "tag": ["implementation"],
            "initiationType": "tender",
            "contracts": [
                {
                    "id": "c1",
                    "awardID": "a1",
                    "implementation": {"milestones": [{"id": "m1", "status": "met", "dateMet": "2026-06-05T00:00:00Z"}]},
                }
            ],
        },
    ],
}  # fmt: skip


def sample(**changed: Any) -> dict[str, Any]:
    package = copy.deepcopy(SAMPLE)
    package["releases"][0]["contracts"][0] |= changed
    return package


def test_a_package_becomes_contracts_with_their_milestones_and_without_names(desk: Desk, standard: OpenContracting1_1) -> None:
    wanted = Import(state="NO", kind="purchase")
    (taken,) = take_in(desk, standard, Asked(NO, "in"), SAMPLE, "p.json", wanted)
    file = view_contract(desk, NO, taken.contract.id)
    assert (file.contract.id, file.standing.stage, file.contract.partners[0].state) == (
        "NO-ocds-abc123-1-c1",
        "implementation",
        "SE",
    )
    assert {name: day.isoformat() for name, day in file.standing.met.items()} == {"m1": "2026-06-05"}
    assert (file.contract.lines[0].unit, file.contract.value) == ("piece", Decimal("10.500"))
    assert b"Invented Yard" not in b"".join(event.payload for event in file.history)
    assert take_in(desk, standard, Asked(NO, "again"), SAMPLE, "p.json", wanted) == ()
    assert len(view_contract(desk, NO, taken.contract.id).history) == len(file.history)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"items": [{"id": "1", "description": "x"}]}, "contracts c1 items 1: has no quantity"),
        ({"items": [{"id": "1", "quantity": 1, "unit": {"name": "furlong"}}]}, "“furlong” is not a unit"),
        ({"value": {"amount": "much"}}, r"releases\[0\].contracts\[0\].value.amount: does not fit the standard"),
    ],
)
def test_what_a_package_lacks_is_said_and_nothing_is_kept(
    desk: Desk, standard: OpenContracting1_1, changed: Any, says: str
) -> None:
    head = desk.journal.head()
    with pytest.raises(Faults, match=says):
        take_in(desk, standard, Asked(NO, "in"), sample(**changed), "p.json", Import(state="NO", kind="purchase"))
    assert desk.journal.head() == head


def test_a_partner_of_no_state_is_asked_for(desk: Desk, standard: OpenContracting1_1) -> None:
    package = sample()
    del package["releases"][0]["parties"][0]["address"]
    with pytest.raises(Faults, match="“XX 9” has no state that is known"):
        take_in(desk, standard, Asked(NO, "in"), package, "p.json", Import(state="NO", kind="purchase"))
    take_in(desk, standard, Asked(NO, "in"), package, "p.json", Import(state="NO", kind="purchase", partner_state="FI"))
    assert next(list_contracts(desk, NO)).contract.partners[0].state == "FI"


def test_what_is_over_is_not_taken_in_and_a_stranger_may_not(desk: Desk, standard: OpenContracting1_1) -> None:
    assert take_in(desk, standard, Asked(NO, "in"), sample(status="terminated"), "p", Import(state="NO", kind="purchase")) == ()
    with pytest.raises(NotAllowed):
        take_in(desk, standard, Asked(operator("SE"), "in"), SAMPLE, "p.json", Import(state="NO", kind="purchase"))


def test_what_goes_out_comes_in_again(desk: Desk, standard: OpenContracting1_1, vessels: Contract) -> None:
    made = Keeper(desk, vessels).consents().moves("tender", "award", "contract", "implementation").made(standard)
    for package in (made.releases, made.records):
        again = take_in(desk, standard, Asked(operator("SE"), f"in{len(package)}"), package, "p", Import(state="SE", kind="sale"))
        if package is made.releases:
            (taken,) = again
            assert (taken.contract.value, taken.contract.partners[0].state) == (vessels.value, "NO")
            assert [one.quantity for one in taken.contract.lines] == [one.quantity for one in vessels.lines]
            assert len(taken.contract.milestones) == len(vessels.milestones) + len(vessels.deliveries)
        else:
            assert again == (), "the record holds what the releases hold"


# ---- checked and merged


def test_a_package_is_merged_into_records(standard: OpenContracting1_1) -> None:
    records = merged(standard, SAMPLE, "p.json")
    assert standard.faults(records) == ()
    assert records["records"][0]["compiledRelease"]["contracts"][0]["title"] == "Ferry"
    assert merged(standard, records, "r.json")["records"] == records["records"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda p: p.pop("publisher"), ""),
        (lambda p: p["releases"][0].pop("ocid"), "releases[0]"),
        (lambda p: p["releases"][1].update(tag=["song"]), "releases[1].tag[0]"),
        (lambda p: p["releases"][1].update(date=7), "releases[1].date"),
        (lambda p: p["releases"].append(p["releases"][0]), "releases[2]"),
        (lambda p: p.update(releases=[]), "releases"),
        (lambda p: p.update(releases={}), "releases"),
    ],
)
def test_each_fault_says_where_it_stands(standard: OpenContracting1_1, change: Any, where: str) -> None:
    package = copy.deepcopy(SAMPLE)
    change(package)
    assert where in [fault.where for fault in standard.faults(package)]


def test_the_shared_sample_is_valid_and_merges(shared: Any, standard: OpenContracting1_1) -> None:
    package = json.loads((shared / "data/reporting/ocds-1.1.5/sample-release-package.json").read_text(encoding="utf-8"))
    assert standard.faults(package) == ()
    assert len(merged(standard, package, "sample.json")["records"]) == 1


@pytest.mark.parametrize("text", ["a b/c", "é", "x" * 200, "-.-", ""])
def test_any_text_becomes_an_id(text: str) -> None:
    assert 0 < len(short_name(text)) <= 64
    assert short_name(text)[0].isalnum()
