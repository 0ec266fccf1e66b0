"""Logistic regression by Newton's method, in NumPy alone: a handful of weights needs no library."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_ROUNDS = 40
_RIDGE = 0.5
"""How strongly weights are held near nought; the constant is not."""


def fit(features: Floats, right: npt.NDArray[np.bool_], counts: Floats) -> Floats:
    """Weights of the features and, last, the constant, in log-odds; `counts` says how often each row counts."""
    rows = np.hstack([features, np.ones((len(features), 1))])
    held = np.full(rows.shape[1], _RIDGE)
    held[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (right - chance)) - held * weights
        curve = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + np.diag(held)
        step = np.linalg.solve(curve, slope)
        weights += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights
