"""Builds expressions in order: products flat, numbers and scalars in front, like terms together, no zeros or ones."""

from derivtutor.network.matrices.building.functions import (
    apply,
    determinant,
    diagonal_of,
    differential,
    log_determinant,
    norm,
    ones_like,
    total_of,
    trace,
)
from derivtutor.network.matrices.building.products import (
    diagonal,
    hadamard,
    inverse,
    matrix_power,
    multiply,
    power,
    transpose,
)
from derivtutor.network.matrices.building.sums import (
    ONE,
    identical,
    negative,
    number,
    numbered,
    parted,
    scaled,
    total,
)

__all__ = [
    "ONE",
    "apply",
    "determinant",
    "diagonal",
    "diagonal_of",
    "differential",
    "hadamard",
    "identical",
    "inverse",
    "log_determinant",
    "matrix_power",
    "multiply",
    "negative",
    "norm",
    "number",
    "numbered",
    "ones_like",
    "parted",
    "power",
    "scaled",
    "total",
    "total_of",
    "trace",
    "transpose",
]
