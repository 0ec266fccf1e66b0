"""What officers' words make of a screening hit on a day."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from licet.dossier.history import Clearance
from licet.dossier.values import IdentityRef
from licet.encoding.canonical import Digest


def state_of_hit(
    ref: IdentityRef, record_id: str, listed: Digest | None, words: Iterable[Clearance], as_of: dt.date
) -> Literal["open", "cleared", "confirmed"]:
    """What the latest officer's word that is bound to this very identity and this very record makes of a hit; else open.

    `listed` is what `screened.listed_as` says of the record. A word counts from its day to its last. Of two words of one day
    the later given counts.
    """
    word = word_on_hit(ref, record_id, listed, words, as_of)
    return word.state if word else "open"


def word_on_hit(
    ref: IdentityRef, record_id: str, listed: Digest | None, words: Iterable[Clearance], as_of: dt.date
) -> Clearance | None:
    """The officer's word that `state_of_hit` goes by, None where the hit is open."""
    bound = [
        word
        for word in words
        if word.identity == ref
        and word.record_id == record_id
        and word.record == listed
        and word.on <= as_of
        and (word.until is None or as_of <= word.until)
    ]
    latest = max(enumerate(bound), key=lambda entry: (entry[1].on, entry[0]), default=None)
    return latest[1] if latest else None
