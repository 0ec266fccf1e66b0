"""An address in a state that a party does not name refers until its states are stated."""

from typing import Any

import pytest
from msgspec.structs import replace

from licet.assessment.addresses import unstated_states
from licet.dossier.values import Identity


@pytest.mark.parametrize(
    ("address", "countries", "expected"),
    [
        ("Kim Il Sung Square, Pyongyang, North Korea", ["ch"], ("KP",)),
        ("12 Azadi St, Tehran 11369, Islamic Republic of Iran", [], ("IR",)),
        ("Tehran; IRAN 11369", ["ir"], ()),
        ("Bahnhofstrasse 1, 8001 Zürich, Switzerland", ["ch"], ()),
        ("Iran Street 4, Vienna, Austria", ["at"], ()),
        ("Post box 7", ["at"], ()),
        ("4 Quay\nPanama", ["no"], ("PA",)),
    ],
)
def test_the_state_at_the_end_of_an_address(address: str, countries: list[str], expected: tuple[str, ...]) -> None:
    identity = Identity(schema="Company", properties={"name": ("X",), "address": (address,), "country": tuple(countries)})
    assert unstated_states({"p": identity}).get("p", ()) == expected


def test_an_address_in_an_embargoed_state_is_asked_about_and_then_tested(permits: dict[str, Any], word_of: Any) -> None:
    """The camera's end user writes that it is Norwegian, from an address in North Korea."""
    material = permits["camera"]
    user = next(party for party in material.dossier.parties if party.role == "end_user")
    identity = material.identities[user.identity.subject]
    moved = replace(identity, properties={**identity.properties, "address": ("1 Square, Pyongyang, North Korea",)})
    material = replace(material, identities={**material.identities, user.identity.subject: moved})
    opinion = material.opinion()
    assert opinion.recommendation == "refer"
    assert {(one.name, one.about) for one in opinion.missing} >= {("party_country", user.id)}
    answered = material.answered(word_of("party_country", "KP", user.id)).opinion()
    assert answered.recommendation == "refuse"
