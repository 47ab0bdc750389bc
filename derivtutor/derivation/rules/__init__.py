"""The rule book: every rule of differentiation, in the order in which a teacher would think of them."""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.derivation.model import Rule
from derivtutor.derivation.rules import functions, structure
from derivtutor.derivation.rules.pieces import PIECEWISE
from derivtutor.derivation.rules.power import POWER, RECIPROCAL
from derivtutor.derivation.rules.rewriting import REWRITE_FIRST

RULES: tuple[Rule, ...] = (
    structure.CONSTANT,
    structure.IDENTITY,
    structure.CONSTANT_MULTIPLE,
    structure.SUM,
    POWER,
    *functions.EXPONENTIALS,
    structure.PRODUCT,
    structure.CHAIN,
    RECIPROCAL,
    structure.QUOTIENT,
    *functions.TRIGONOMETRIC,
    *functions.INVERSE_TRIGONOMETRIC,
    *functions.HYPERBOLIC,
    *functions.PIECES,
    PIECEWISE,
    *functions.ACTIVATIONS,
    structure.LOGARITHMIC_DIFFERENTIATION,
    structure.INTEGRAL,
    structure.UNKNOWN_FUNCTION,
    *functions.SPECIAL,
    structure.REWRITE,
)
"""The first rule that applies is the one that is used."""

BY_CHOICE: tuple[Rule, ...] = (structure.BY_LOGARITHMS, REWRITE_FIRST)
"""Rules with which a method begins; the rule book does not choose them by itself."""

BY_ID: Mapping[str, Rule] = {
    **{rule.id: rule for rule in RULES},
    **{rule.id: rule for rule in BY_CHOICE if rule.id not in {other.id for other in RULES}},
}
