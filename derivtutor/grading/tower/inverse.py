"""Sums of logarithms, or of arc functions, that are zero because their exponential or their cosine and sine say so."""

from __future__ import annotations

from derivtutor.grading.tower.angles import cosine_and_sine
from derivtutor.grading.tower.arithmetic import Fraction, Polynomial, Refused, Tower
from derivtutor.grading.tower.powers import exponential
from derivtutor.grading.tower.signs import coefficients, is_zero

_ARCS = ("arcsin", "arctan")
_MOST_TERMS = 8


def vanishes(tower: Tower, u: Fraction) -> bool:
    """Whether it is proved to be zero wherever it is defined, identities of inverse functions included."""
    if is_zero(tower, u):
        return True
    inverse = {place for place in tower.used(u.top) if tower.at[place].kind in ("logarithm", "pi", *_ARCS)}
    if not inverse or all(tower.at[place].kind == "pi" for place in inverse):
        return False
    return all(_is_zero_sum(tower, part) for part in coefficients(tower, u.top, inverse))


def _is_zero_sum(tower: Tower, polynomial: Polynomial) -> bool:
    if polynomial.is_zero():
        return True
    if polynomial.total_degree() > 1 or len(polynomial) > _MOST_TERMS:
        return False
    polynomial = polynomial / polynomial.content()
    kinds = {tower.at[place].kind for place in tower.used(polynomial)}
    try:
        if kinds == {"logarithm"}:
            square = exponential(tower, Fraction(2 * polynomial, tower.one))
            return is_zero(tower, tower.subtract(square, tower.whole(1)))
        if kinds.issubset({"pi", *_ARCS}) and _is_within_a_turn(tower, polynomial):
            cosine, sine = cosine_and_sine(tower, Fraction(polynomial, tower.one))
            return is_zero(tower, sine) and is_zero(tower, tower.subtract(cosine, tower.whole(1)))
    except Refused:
        return False
    return False


def _is_within_a_turn(tower: Tower, polynomial: Polynomial) -> bool:
    """Whether the sum lies between `-2 pi` and `2 pi`: an arcsine is at most half of `pi`, an arctangent less."""
    if tower.all_are("constant", polynomial):
        return bool(abs(tower.evaluate(polynomial, tower.sample)) < 6)
    halves, is_less = 0, False
    for exponents, coefficient in polynomial.terms():
        arcs = [tower.at[place].kind for place, exponent in enumerate(exponents) if exponent]
        if not arcs:
            return False
        halves += abs(int(coefficient)) * (2 if arcs == ["pi"] else 1)
        is_less = is_less or arcs == ["arctan"]
    return halves < 4 or (halves == 4 and is_less)
