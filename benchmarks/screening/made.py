"""Queries made from a list itself, for a machine without the sets beside the checkout: names held out, misspelt, turned about.

Everything is seeded. The unlisted are invented persons and companies; a recombination may by chance be a listed name, as in life.
"""

import random
import string

from benchmarks.screening.sets import Asked

from licet.reference.record import Record

SEED = 20261124
EACH = 60
"""Queries of each class."""
_GIVEN = (
    "Adelaide Bram Ciara Duarte Eilidh Fumiko Gudrun Hamish Ingeborg Jarmila Kwabena Lourdes Mireille Nandini Oluwaseun Piotr Quentin "
    "Rosalind Siobhan Thandiwe Ulrike Vasile Wilhelmina Yolanda Zoltan Amelie Baptiste Chiara Dragan Esperanza Florian Giulia Hiroshi "
    "Isolde Jasper Katarzyna Leopold Malin Nils Ottilie Pascal Ragnhild Saskia Tobias Ursula Valentin Wanda Xenia Yannick Zuzana"
)
_FAMILY = (
    "Fennimore Oosterwijk Donnellan Vilas-Boas Macrimmon Aizawa Lindqvist Tolliver Sandvik Hruskova Asamoah Etxeberria Cazenave "
    "Raghunathan Adeyinka Wasilewski Harcastle Thwaite Gallagher Mokoena Baumgartner Munteanu Dekker Ibarguren Kerekes Aldershaw "
    "Brandstetter Castellano Dubrovnik Ellingsen Fitzwilliam Grabowski Hollingworth Iversen Jankowski Kowalczyk Lorentzen Mastroianni "
    "Norgaard Ostrowski Pettersson Quintana Rasmussen Silvestri Tennyson Underhill Vandermeer Whitcombe Yarborough Zimmermann"
)
_TRADE = (
    "Bakeries Dental-Supplies Bicycles Guitars Toys Nurseries Opticians Cinemas Books Catering Garden-Tools Weddings Veterinary Cider "
    "Furniture Kayaks Ceramics Tea-Rooms Candles Upholstery"
)
_FORMS = ("Ltd", "Inc.", "GmbH", "LLC", "plc", "AB", "B.V.", "Oy")
_OTHER_FORM = {
    "ltd": "Limited", "limited": "Ltd.", "co": "Company", "company": "Co.", "corp": "Corporation", "corporation": "Corp.",
    "llc": "Limited Liability Company", "inc": "Incorporated", "sa": "Sociedad Anonima", "ltda": "Limitada", "jsc": "Joint Stock Company",
}  # fmt: skip


def made_from(records: tuple[Record, ...]) -> tuple[tuple[Record, ...], tuple[Asked, ...]]:
    """The records less the names held out, and the queries, in a fixed order."""
    rng = random.Random(SEED)  # noqa: S311 - a set that can be made again
    asked: list[Asked] = []
    kept = list(records)

    def ask(kind: str, record: Record, name: str) -> None:
        asked.append(Asked(id=f"{kind}-{len(asked)}", kind=kind, schema=record.schema, name=name, accept=frozenset((record.id,))))

    several = [at for at, record in enumerate(records) if sum(not name.weak for name in record.names) > 2]
    for at in rng.sample(several, min(2 * EACH, len(several))):
        record = records[at]
        out = rng.choice([name for name in record.names if not name.weak])
        kept[at] = Record(**{**_fields(record), "names": tuple(name for name in record.names if name.text != out.text)})
        ask("alias", record, out.text)
    makers = (
        ("typo1", one_slip),
        ("typo2", two_slips),
        ("reorder", reordered),
        ("legal_form", other_form),
        ("merge_split", recut),
    )
    strong = [record for record in records if record.names and not record.names[0].weak]
    for kind, make in makers:
        found = 0
        for record in rng.sample(strong, len(strong)):
            name = make(record.names[0].text, rng)
            if name is not None and (kind != "legal_form" or record.schema != "Person"):
                ask(kind, record, name)
                found += 1
            if found == EACH:
                break
    for given, family in zip(rng.choices(_GIVEN.split(), k=5 * EACH), rng.choices(_FAMILY.split(), k=5 * EACH), strict=True):
        asked.append(Asked(id=f"none-{len(asked)}", kind="unlisted person", schema="Person", name=f"{given} {family}"))
    for family in rng.choices(_FAMILY.split(), k=3 * EACH):
        name = f"{family} {rng.choice(_TRADE.split()).replace('-', ' ')} {rng.choice(_FORMS)}"
        asked.append(Asked(id=f"none-{len(asked)}", kind="unlisted body", schema="Organization", name=name))
    return tuple(kept), tuple(asked)


def _fields(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def one_slip(name: str, rng: random.Random) -> str | None:
    """A letter left out, changed, added or turned round; None for a name too short to bear it."""
    places = [at for at, letter in enumerate(name) if letter.isalpha()]
    if len(places) < 8:
        return None
    at = rng.choice(places[:-1])
    letter = rng.choice(string.ascii_lowercase)
    return rng.choice(
        (name[:at] + name[at + 1 :], name[:at] + letter + name[at + 1 :], name[:at] + letter + name[at:], _turned(name, at))
    )


def _turned(name: str, at: int) -> str:
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def two_slips(name: str, rng: random.Random) -> str | None:
    """Two slips of the pen."""
    once = one_slip(name, rng)
    return one_slip(once, rng) if once else None


def reordered(name: str, rng: random.Random) -> str | None:
    """The words in another order; None for a single word."""
    words = [word.strip(",") for word in name.split()]
    if len(words) < 2:
        return None
    rng.shuffle(words)
    return " ".join(words)


def other_form(name: str, _: random.Random) -> str | None:
    """The legal form at the end written out or shortened; None where there is none."""
    words = name.split()
    last = "".join(letter for letter in words[-1].lower() if letter.isalpha())
    return " ".join([*words[:-1], _OTHER_FORM[last]]) if last in _OTHER_FORM and len(words) > 1 else None


def recut(name: str, rng: random.Random) -> str | None:
    """Two words written as one; None for a single word."""
    words = name.split()
    if len(words) < 2:
        return None
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at].strip(",") + words[at + 1], *words[at + 2 :]])
