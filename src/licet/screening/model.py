"""What each piece of evidence weighs: the whole model, in thousandths of log-odds, top to bottom.

The weights of names were fitted by logistic regression (`python -m tools.fit`; see
`docs/decisions/0086-weights-of-names.md`) and then written down, rounded; the weights of facts are
set by hand. Weights are summed in the order of the evidence and turned into a probability by
the table below. Nothing here is computed in binary fractions.
"""

from decimal import Decimal

BASE = -2230
"""Where the count starts: most pairs of names that look alike are two parties."""
SHARED = 750
"""For each thousandth of shared weight, up to three rare words."""
SHARED_FIRST = 4100
"""Besides, for the first rare word."""
QUERY_GAP = -3600
"""For the part of the query's name that the record's does not have, in thousandths of the name."""
QUERY_GAP_OF_PERSON = -2170
"""Besides, where both may be persons: a missing family name says more than a missing line of business."""
RECORD_GAP = -2540
"""For the part of the record's name that the query's does not have."""
QUERY_REST = -1180
"""Where a word of the query's name that counts is like none of the record's."""
RECORD_REST = -1490
"""The same the other way round."""
RESPELT = -800
"""Where the names are not the same letter for letter."""
OTHER_BEGINNINGS = -590
"""For each thousandth of words that stand for each other and begin with different letters."""
LONE_RESPELT = -600
"""Where all that the names share is one word that they spell differently."""
NUMBERS_DIFFER = -3460
NUMBER_LEFT_OUT = -1550
"""Where one name has a number and the other none."""
FORMS_DIFFER = -2360
"""Two bodies with legal forms of different kinds (a limited and a joint-stock company)."""
SINGLE_WORD = -110
"""A person known by a single word."""
SYLLABLES = -290
"""Both names are Chinese or Korean."""
OTHER_KIND = -4000
"""A person and a company, a ship and a person; not more, since requests get this wrong."""

BIRTH_DAY = 4000
BIRTH_DAY_TURNED = 2500
BIRTH_MONTH = 2500
BIRTH_YEAR = 1500
BIRTH_DAY_OTHER = -500
BIRTH_YEARS_NEAR = -2000
BIRTH_YEARS_APART = -4500
SAME_COUNTRY = 700
OTHER_COUNTRY = -400
OTHER_COUNTRY_OF_PUBLIC_BODY = -2500
"""A ministry belongs to one state, and every state has one of that name."""
SAME_NUMBER = 12_000
SAME_SHORT_NUMBER = 8_000
OTHER_NUMBER = -5000
SAME_SEX = 200
OTHER_SEX = -2000

ALERT_FROM = -900
"""Log-odds from which a match alerts: below even odds, because a missed party costs more than a look."""
THIN = 650
"""A single shared word that weighs less than this (a common one) alerts only with a second fact."""

_STEP = 100
_TABLE = (
    5000, 5250, 5498, 5744, 5987, 6225, 6457, 6682, 6900, 7109, 7311, 7503, 7685, 7858, 8022, 8176, 8320, 8455, 8581, 8699,
    8808, 8909, 9002, 9089, 9168, 9241, 9309, 9370, 9427, 9478, 9526, 9569, 9608, 9644, 9677, 9707, 9734, 9759, 9781, 9802,
    9820, 9837, 9852, 9866, 9879, 9890, 9900, 9910, 9918, 9926, 9933, 9939, 9945, 9950, 9955, 9959, 9963, 9967, 9970, 9973,
    9975, 9978, 9980, 9982, 9983, 9985, 9986, 9988, 9989, 9990, 9991, 9992, 9993, 9993, 9994, 9994, 9995, 9995, 9996, 9996,
    9997, 9997, 9997, 9998, 9998, 9998, 9998, 9998, 9998, 9999, 9999,
)  # fmt: skip
"""Ten-thousandths of probability at 0, 100, 200 … 9000 thousandths of log-odds."""


def probability(log_odds: int) -> Decimal:
    """The probability that both are one party, four places, by the table with whole-number steps between its rows.

    Never 0 or 1: `0.0001` and `0.9999` are the ends.
    """
    row, rest = divmod(min(abs(log_odds), _STEP * (len(_TABLE) - 2)), _STEP)
    above = _TABLE[row] + ((_TABLE[row + 1] - _TABLE[row]) * rest + _STEP // 2) // _STEP
    return Decimal(above if log_odds >= 0 else 10_000 - above).scaleb(-4)
