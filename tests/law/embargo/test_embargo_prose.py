"""A table whose scope and exemptions are prose never lets through what the structured table would not."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.law.embargoes import RecordedApproval, embargo_findings
from licet.reference.embargo import EmbargoTable, embargo_table
from licet.reference.embargo_file import parse_embargoes

DIGEST = "sha256:" + "0" * 64
KINDS = ("central_government_force", "un_or_authorised_mission", "company", "armed_group")
DAYS = ("2008-06-01", "2022-12-01", "2025-06-15", "2026-11-24")
PROSE = """\
schema: licet.embargoes/1
compiled: 2026-11-24
rows:
- id: UN-CAF-NGF
  authority: UN
  binding: chapter_vii
  target: {kind: non_state, country: CAF, name: "armed groups in the CAR"}
  instrument: {current: "S/RES/2745 (2024)"}
  since: 2013-12-05
  scope: {items: "arms and related materiel of all types", direction: to_target}
  exemptions: ["CAR Government is no longer embargoed (since 2024-07-30)"]
  expires: 2026-07-31
  as_of: 2025-07-29
  source: example
  source_kind: seen
  confidence: high
- id: UN-IRN
  authority: UN
  binding: chapter_vii
  target: {kind: state, country: IRN, name: Iran}
  instrument: {current: "S/RES/2231 (2015)"}
  since: 2025-09-27
  scope:
  - {items: "all arms", direction: from_target}
  - {items: "seven categories", direction: to_target}
  - {items: "vigilance", direction: to_target, floor: refer}
  exemptions: ["committee case-by-case"]
  expires: null
  as_of: 2025-12-31
  source: example
  source_kind: seen
  confidence: medium
- id: UN-SDN-DARFUR
  authority: UN
  binding: chapter_vii
  target: {kind: state, country: SDN, name: Darfur, territory: "Darfur (five states)"}
  instrument: {current: "S/RES/1591 (2005)"}
  since: 2004-07-30
  scope: {items: "arms", direction: to_target}
  exemptions: ["movements approved by the Committee"]
  expires: 2026-09-12
  as_of: 2025-09-12
  source: example
  source_kind: seen
  confidence: high
- {id: EU-CHN, authority: EU, binding: political, target: {kind: state, country: CHN, name: China}, instrument: {current: "Madrid 1989"}, since: 1989-06-27, scope: {items: "trade in arms", direction: to_target}, exemptions: ["national interpretation"], expires: null, as_of: 2025-06-30, source: recalled, source_kind: recalled, confidence: high}
- {id: EU-BLR, authority: EU, binding: eu_law, target: {kind: state, country: BLR, name: Belarus}, instrument: {current: "Decision 2012/642/CFSP"}, since: 2011-06-20, scope: {items: "Common Military List and more", direction: to_target}, exemptions: [], expires: 2027-02-28, as_of: 2026-02-26, source: press, source_kind: seen, confidence: high}
- {id: US-D5, authority: US, binding: national, target: {kind: state, country: null, countries: [CUB, CHN], name: D5}, instrument: {current: "15 CFR 740"}, since: null, scope: {items: "defense articles", direction: to_target}, exemptions: ["see 126.1"], expires: null, as_of: 2026-07-23, source: eCFR, source_kind: seen, confidence: high}
lifted:
- {id: UN-ERI, target: ERI, instrument: "S/RES/1907 (2009)", lifted_by: "S/RES/2444 (2018)", lifted_on: 2018-11-14, confidence: high}
no_arms_embargo_but_sanctioned:
- {target: MLI, note: "listings only", confidence: medium}
"""


@pytest.fixture(scope="module")
def prose() -> EmbargoTable:
    return embargo_table(parse_embargoes({"embargoes.yaml": PROSE.encode()}).values)


def never_wider(prose: EmbargoTable, table: EmbargoTable, memberships, cases) -> list[str]:
    """Every case of the grid that the prose reading clears and the structured one does not."""
    structured = {row.id: row for row in table.rows}
    assert {row.id for row in prose.rows} <= set(structured)
    wider = []
    for loose in prose.rows:
        strict = structured[loose.id]
        for on in DAYS:
            for name, case in grid(loose, cases):
                found = [clears(row, case, memberships, on) for row in (loose, strict)]
                if found == [True, False]:
                    wider.append(f"{loose.id} on {on}: {name}")
    return wider


def grid(row, cases):
    state = row.target.countries[0] if row.target.countries else "BR"
    authority = "US" if row.authority == "US" else "FR"
    record = RecordedApproval(
        rows=(row.id,),
        route="committee_approval",
        body="2653 Committee",
        number="1",
        on=dt.date(2004, 1, 1),
        document=DIGEST,
        verified=True,
    )
    for item in (cases.drone, cases.rifle, cases.camera, cases.chair):
        for kind in KINDS:
            for territory in (None, "Khartoum") if row.target.territory else (None,):
                case = cases.to(state, kind=kind, item=item, authority=authority, territory=territory)
                yield f"{item.id} to {kind} in {territory}", case
                yield f"{item.id} to {kind} on record", replace(case, approvals=(record,))
        yield f"{item.id} from", cases.from_(state, item=item, authority=authority)


def clears(row, case, memberships, on):
    found = embargo_findings(case, EmbargoTable(rows=(row,)), memberships, as_of=dt.date.fromisoformat(on))
    return all(finding.outcome == "not_met" for finding in found if not finding.rule.startswith("EMB:NONE:"))


def test_prose_is_never_wider(prose, table, memberships, cases):
    assert never_wider(prose, table, memberships, cases) == []


def test_the_shared_table_is_never_wider(shared, table, memberships, cases):
    """The full table of prose rows beside the checkout."""
    data = (shared / "data" / "law" / "embargoes.yaml").read_bytes()
    full = embargo_table(parse_embargoes({"embargoes.yaml": data}).values)
    assert len(full.rows) == 50
    assert never_wider(full, table, memberships, cases) == []


def test_prose_still_bars_arms_to_a_state_and_leaves_a_government_open(prose, memberships, cases):
    on = dt.date(2025, 6, 15)
    by_rule = {
        name: {one.rule: one.outcome for one in embargo_findings(case, prose, memberships, as_of=on)}
        for name, case in (
            ("arms", cases.to("BY")),
            ("government", cases.to("CF", kind="central_government_force")),
            ("group", cases.to("CF", kind="armed_group")),
            ("political", cases.to("CN")),
            ("chair", cases.to("BY", item=cases.chair)),
        )
    }
    assert by_rule["arms"]["EMB:EU-BLR"] == "met"
    assert by_rule["government"]["UN-CH7:UN-CAF-NGF"] == "unknown", "the exemption is prose that nobody has structured"
    assert by_rule["group"]["UN-CH7:UN-CAF-NGF"] == "met"
    assert by_rule["political"]["EMB:EU-CHN"] == "unknown"
    assert by_rule["chair"]["EMB:EU-BLR"] == "unknown", "what the prose covers beyond arms is open"


def test_a_record_does_not_defeat_a_prose_exemption(prose, memberships, cases):
    record = RecordedApproval(
        rows=("UN-IRN",),
        route="committee_approval",
        body="1737 Committee",
        number="1",
        on=dt.date(2026, 1, 1),
        document=DIGEST,
        verified=True,
    )
    case = replace(cases.to("IR"), approvals=(record,))
    finding = {one.rule: one for one in embargo_findings(case, prose, memberships, as_of=dt.date(2026, 3, 1))}["UN-CH7:UN-IRN"]
    assert finding.outcome == "unknown"
    assert "embargo_exemption_text" in {one.name for one in finding.missing}


def test_a_lifted_prose_row_without_a_first_day_was_in_force_on_every_earlier_one(prose, memberships, cases):
    rules = [
        {one.rule for one in embargo_findings(cases.to("ER"), prose, memberships, as_of=dt.date.fromisoformat(on))}
        for on in ("1985-01-01", "2018-11-13", "2018-11-14")
    ]
    assert ["UN-CH7:UN-ERI" in found for found in rules] == [True, True, False]
