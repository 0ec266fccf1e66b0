"""HiGHS behind the port `Solver`: interior point with crossover for linear programmes, branch and bound for whole columns.

The simplex method was measured 20 to 50 times slower on plans (see `benchmarks/planning.py`), so the
interior point method is chosen here and not left to the library. Two threads at most, so that answers do
not depend on the machine; a time limit ends every run.
"""

import math
from fractions import Fraction

import highspy
import numpy as np
from highspy._core import _Highs

from licet.planning.programme import Floats, Programme, Solution

MOST_STEPS = 300
"""Steps of the interior point; plans take some thirty, and one that takes more does not end."""
NONE = np.zeros(0)
STATUS = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "limit",
}


class HighsSolver:
    """Solves programmes with HiGHS (MIT licence)."""

    def solve(
        self, programme: Programme, *, seconds: float, whole: bool = False, start: Floats | None = None, inside: bool = False
    ) -> Solution:
        """The least cost, or that there is no answer, or how far it came in so many seconds."""
        highs = _loaded(programme, seconds, whole)
        if start is not None and whole:
            given = highspy.HighsSolution()
            given.col_value = start.tolist()
            highs.setSolution(given)
        if inside:
            # The way from the inside to a corner took up to a minute on degenerate plans, and who asks for the inside does not want a corner.
            highs.setOptionValue("run_crossover", "off")
        highs.run()
        if inside and highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            info = highs.getInfo()
            values = np.array(highs.getSolution().col_value)
            return Solution(status="inside", values=values, duals=NONE, objective=Fraction(info.objective_function_value))
        highs.setOptionValue("run_crossover", "on")
        status = STATUS.get(highs.getModelStatus(), "failed")
        if status not in ("optimal", "infeasible") and not whole:
            # The interior point turns round and round on some degenerate programmes; the simplex method decides them.
            highs.setOptionValue("solver", "simplex")
            highs.run()
            status = STATUS.get(highs.getModelStatus(), "failed")
        info = highs.getInfo()
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        solution = highs.getSolution()
        return Solution(
            status=status,
            values=np.array(solution.col_value) if feasible else NONE,
            duals=np.array(solution.row_dual) if solution.dual_valid and not whole else NONE,
            objective=Fraction(info.objective_function_value) if feasible else None,
            bound=Fraction(info.mip_dual_bound) if whole and math.isfinite(info.mip_dual_bound) else None,
        )


def _loaded(programme: Programme, seconds: float, whole: bool) -> _Highs:
    # The class for people prints a line to standard output when it is made, before any option can be set.
    highs = _Highs()
    highs.setOptionValue("output_flag", False)
    for option, value in (
        ("solver", "ipm"),
        ("run_crossover", "on"),
        ("threads", 2),
        ("time_limit", float(seconds)),
        ("mip_rel_gap", 1e-6),
        ("ipm_iteration_limit", MOST_STEPS),
    ):
        if option == "solver" and whole:
            continue
        highs.setOptionValue(option, value)
    rows = programme.sparse()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme.lower), len(programme.rows)
    lp.col_cost_ = programme.costs()
    lp.col_lower_ = np.array([float(value) for value in programme.lower])
    lp.col_upper_ = np.array([float(value) for value in programme.upper])
    lp.row_lower_, lp.row_upper_ = programme.limits()
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = rows.starts, rows.columns, rows.values
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[one] for one in programme.whole]
    highs.passModel(lp)
    return highs
