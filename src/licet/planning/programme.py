"""A linear programme with exact numbers, and the bound that its multipliers prove.

Every coefficient is an exact fraction; binary fractions are made only for the solver. A solver's
multipliers, whatever their rounding, prove a bound by weak duality when it is worked out exactly: so a plan
is called optimal on our own arithmetic and not on the solver's word (Neumaier and Shcherbina 2004).
"""

import dataclasses
from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
NO_LIMIT = None
ZERO = Fraction(0)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sparse:
    """The rows as the solver takes them: compressed by row, binary fractions."""

    starts: npt.NDArray[np.int32]
    columns: npt.NDArray[np.int32]
    values: Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class Solution:
    """What a solver answered. `values` a number for each column, `duals` one for each row; both empty when there is none.

    `bound` is the solver's own for a programme with whole columns, on which it rests alone.
    """

    status: str  # optimal | inside | infeasible | limit | failed
    values: Floats
    duals: Floats
    objective: Fraction | None = None
    bound: Fraction | None = None


class Programme:
    """Minimise cost·x with lower ≤ x ≤ upper and, for each row, low ≤ row·x ≤ high. All bounds of columns are finite."""

    def __init__(self) -> None:
        self.lower: list[Fraction] = []
        self.upper: list[Fraction] = []
        self.whole: list[bool] = []
        self.cost: dict[int, Fraction] = {}
        self.rows: list[tuple[tuple[int, Fraction], ...]] = []
        self.low: list[Fraction | None] = []
        self.high: list[Fraction | None] = []
        self._sparse: Sparse | None = None

    def copy(self) -> "Programme":
        """A programme of its own that shares nothing that changes."""
        twin = Programme()
        twin.lower, twin.upper, twin.whole = [*self.lower], [*self.upper], [*self.whole]
        twin.cost = dict(self.cost)
        twin.rows, twin.low, twin.high = [*self.rows], [*self.low], [*self.high]
        twin._sparse = self._sparse
        return twin

    def column(self, upper: Fraction, *, lower: Fraction = ZERO, whole: bool = False) -> int:
        """A new column; returns its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, entries: Iterable[tuple[int, Fraction]], *, low: Fraction | None = None, high: Fraction | None = None) -> int:
        """A new row; entries of one column are added up. Returns its number."""
        together: dict[int, Fraction] = {}
        for column, value in entries:
            together[column] = together.get(column, ZERO) + value
        self.rows.append(tuple((column, value) for column, value in together.items() if value))
        self.low.append(low)
        self.high.append(high)
        self._sparse = None
        return len(self.rows) - 1

    def fix(self, column: int, value: Fraction) -> None:
        """Hold a column at a value."""
        self.lower[column] = self.upper[column] = value

    def enter(self, row: int, column: int, value: Fraction) -> None:
        """Enter a column into a row that stands."""
        self.rows[row] = (*self.rows[row], (column, value))
        self._sparse = None

    def minimise(self, cost: Mapping[int, Fraction]) -> None:
        """Set what is minimised."""
        self.cost = {column: value for column, value in cost.items() if value}

    def sparse(self) -> Sparse:
        """The rows for the solver, made once until one changes; bounds and costs may change under them."""
        if self._sparse is None:
            lengths = [len(row) for row in self.rows]
            self._sparse = Sparse(
                starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32) if lengths else np.zeros(1, np.int32),
                columns=np.array([column for row in self.rows for column, _ in row], np.int32),
                values=np.array([float(value) for row in self.rows for _, value in row], np.float64),
            )
        return self._sparse

    def limits(self) -> tuple[Floats, Floats]:
        """The lows and highs of the rows for the solver."""
        return (
            np.array([-np.inf if value is None else float(value) for value in self.low], np.float64),
            np.array([np.inf if value is None else float(value) for value in self.high], np.float64),
        )

    def costs(self) -> Floats:
        """The costs for the solver, one a column."""
        costs = np.zeros(len(self.lower))
        for column, value in self.cost.items():
            costs[column] = float(value)
        return costs


DIGITS = 9
"""Places to which multipliers are rounded before the exact arithmetic: any multiplier proves a bound, short ones prove it sooner."""


def proven_bound(programme: Programme, duals: Floats) -> Fraction:
    """The least the cost can be, proven from multipliers in exact arithmetic. Whole columns are taken as any number.

    For every y: cost·x = y·(row·x) + (cost − y·row)·x, and each term is bounded by the row's and the column's own bounds.
    """
    scale = 10**DIGITS
    rest: dict[int, Fraction] = dict(programme.cost)
    total = ZERO
    for row, dual in enumerate(duals):
        rounded = round(float(dual) * scale)
        if not rounded:
            continue
        side = programme.low[row] if rounded > 0 else programme.high[row]
        if side is None:
            continue  # a multiplier on a side without a limit is noise; leaving it out proves a bound all the same
        multiplier = Fraction(rounded, scale)
        total += multiplier * side
        for column, value in programme.rows[row]:
            rest[column] = rest.get(column, ZERO) - multiplier * value
    for column, value in rest.items():
        total += value * (programme.lower[column] if value > 0 else programme.upper[column])
    return total
