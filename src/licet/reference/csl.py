"""The United States Consolidated Screening List, as the CSV of the publisher and as the compact JSON made from it.

Both hold the lists of three departments. A party on two lists (an SDN that is also on the CAPTA
list) has one entry on each and becomes one record on each.
"""

from licet.reference import csl_csv, csl_json
from licet.reference.official import text_of
from licet.reference.parsed import Parsed


def parse(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set, telling the two forms apart by their first character."""
    ((name, data),) = files.items()
    text = text_of(name, data)
    return csl_json.parse(name, text) if text.lstrip().startswith("{") else csl_csv.parse(name, text)
