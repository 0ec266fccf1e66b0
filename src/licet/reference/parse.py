"""Which parser reads which kind of file: one explicit list.

To add a kind, write `reference/<kind>.py` with a pure parser `(dict[str, bytes]) -> Parsed` and
add its line to `SOURCES`.
"""

import msgspec

from licet.encoding.faults import quoted, refuse
from licet.reference import bis_dpl, csl, eu_fsf, ftm, index_jsonl, ofac, uk_sanctions, un_sc
from licet.reference.annex_i import parse_annex_i, parse_military_list
from licet.reference.ccl_text import parse_ccl
from licet.reference.control_file import parse_control_entries
from licet.reference.criteria import parse_criteria
from licet.reference.embargo_file import parse_embargoes
from licet.reference.indicators import parse_indicators
from licet.reference.memberships_file import parse_memberships
from licet.reference.parsed import Parsed, Parser
from licet.reference.plan_result import parse_plan_result
from licet.reference.portfolio import parse_portfolio
from licet.reference.rulebook import parse_rulebook


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of official file: how its files are usually called, how many make a set, and what reads them."""

    patterns: tuple[str, ...]
    fewest: int = 1
    most: int = 1
    parse: Parser


SOURCES: dict[str, Source] = {
    "ofac-sdn": Source(patterns=ofac.SDN_PATTERNS, fewest=3, most=4, parse=ofac.parse_sdn),
    "ofac-cons": Source(patterns=ofac.CONS_PATTERNS, fewest=3, most=4, parse=ofac.parse_cons),
    "us-csl": Source(patterns=("consolidated.csv", "consolidated-screening-list.json"), parse=csl.parse),
    "bis-dpl": Source(patterns=("dpl.txt",), parse=bis_dpl.parse),
    "un-sc": Source(patterns=("consolidated.xml",), parse=un_sc.parse),
    "eu-fsf": Source(patterns=("xmlFullSanctionsList_1_1", "csvFullSanctionsList_1_1"), parse=eu_fsf.parse),
    "uk-sanctions": Source(patterns=("UK-Sanctions-List.xml", "UK-Sanctions-List.csv", "ConList.*"), parse=uk_sanctions.parse),
    "ftm": Source(patterns=("*.ftm.json", "*.jsonl"), parse=ftm.parse),
    "index-jsonl": Source(patterns=("*.jsonl",), parse=index_jsonl.parse),
    "criteria": Source(patterns=("criteria.yaml",), parse=parse_criteria),
    "embargoes": Source(patterns=("embargoes.yaml",), parse=parse_embargoes),
    "memberships": Source(patterns=("memberships.yaml",), parse=parse_memberships),
    "control-entries": Source(patterns=("*.yaml",), parse=parse_control_entries),
    "eu-annex-i": Source(patterns=("*.html", "*.xml", "*.json"), parse=parse_annex_i),
    "eu-cml": Source(patterns=("*.html", "*.xml"), parse=parse_military_list),
    "us-ccl": Source(patterns=("title-15.xml", "ccl.json"), parse=parse_ccl),
    "indicators": Source(patterns=("*.csv",), parse=parse_indicators),
    "portfolio": Source(patterns=("portfolio*.yaml",), parse=parse_portfolio),
    "plan": Source(patterns=("plan*.json",), parse=parse_plan_result),
    "rulebook": Source(patterns=("rulebook*.yaml",), parse=parse_rulebook),
}


def parse(kind: str, files: dict[str, bytes]) -> Parsed:
    """Read one set of official files of a kind; raises `Faults` for a kind, set or file that cannot be read whole.

    `files` maps file names to their bytes, gzip or plain.
    """
    if kind not in SOURCES:
        raise refuse("--kind", f"{quoted(kind)} is not read yet; use one of " + ", ".join(sorted(SOURCES)))
    source = SOURCES[kind]
    if not source.fewest <= len(files) <= source.most:
        wanted = str(source.most) if source.fewest == source.most else f"{source.fewest} to {source.most}"
        noun = "file" if source.most == 1 else "files"
        raise refuse(kind, f"takes {wanted} {noun} ({', '.join(source.patterns)}); {len(files)} given")
    return source.parse(files)
