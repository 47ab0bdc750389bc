"""The functions of arrays, and every way of typing them."""

from __future__ import annotations

from collections.abc import Mapping

FUNCTIONS: Mapping[str, int | None] = {
    "sum": 1, "mean": 1, "dot": 2, "norm": 1, "max": None, "min": None, "softmax": 1, "log_softmax": 1, "logsumexp": 1,
    "bce": 2, "mse": 2, "cross_entropy": 2, "softmax_cross_entropy": 2, "tr": 1, "det": 1, "logdet": 1, "inv": 1,
    "diag": 1, "ones": None, "zeros": None, "eye": 1, "outer": 2, "transpose": 1, "vec": 1, "row_sums": 1,
    "at_largest": 1, "at_smallest": 1, "identity_like": 1,
}  # fmt: skip
"""Functions of arrays, and how many arguments they take; None is one or more."""

SLOPES: Mapping[str, int] = {"step": 1, "leaky_step": 1}
"""Slopes of functions with a kink: no program needs them, but derivatives have them in them."""

SPELLINGS: Mapping[str, str] = {
    **{name: name for name in FUNCTIONS},
    **{"trace": "tr", "average": "mean", "maximum": "max", "minimum": "min", "mm": "dot", "inverse": "inv"},
    **{"crossentropy": "cross_entropy", "binary_cross_entropy": "bce", "Tr": "tr", "Det": "det", "identity": "eye"},
}
"""Every way of typing them."""
