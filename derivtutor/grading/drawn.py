"""Numbers drawn from a text: the same on every machine, and known to nobody who has not written the text yet."""

from __future__ import annotations

import hashlib
from fractions import Fraction

_PRIME = 2**64 - 59
"""The largest prime below 2^64: as a denominator it meets no point that an answer could be built around."""

_BESIDE = 1024
"""What is beside a number is further from zero by less than this part of it: mostly in the same domain."""


class Draw:
    """A sequence of rational numbers between zero and one, from SHA-256 of a text."""

    def __init__(self, text: str) -> None:
        self._state = text.encode()

    def __call__(self) -> Fraction:
        """The next number."""
        return Fraction(self._next(), _PRIME)

    def beside(self, value: Fraction) -> Fraction:
        """A number a little further from zero than `value`."""
        small = _BESIDE * _PRIME
        return Fraction(value.numerator * small + abs(value.numerator) * self._next(), value.denominator * small)

    def _next(self) -> int:
        self._state = hashlib.sha256(self._state).digest()
        return int.from_bytes(self._state[:8], "big") % (_PRIME - 1) + 1
