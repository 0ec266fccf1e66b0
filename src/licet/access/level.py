"""Release levels, from what anyone may read to what few may."""

from typing import Literal, get_args

ReleaseLevel = Literal["public", "case", "restricted", "secret"]
"""public: anyone; case: those on the case; restricted, secret: officers cleared for it. Each includes those before it."""

LEVELS: tuple[ReleaseLevel, ...] = get_args(ReleaseLevel)
_RANK_OF = {level: rank for rank, level in enumerate(LEVELS)}


def rank(level: ReleaseLevel) -> int:
    """Place of a level in the order, from 0 (public) to 3 (secret): the form in which index columns and policies compare it."""
    return _RANK_OF[level]
