"""Numbers as they are read out."""

from __future__ import annotations

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}
_MOST_PARTS = 12
"""Fractions with greater numbers are said with `over`."""


def number(value: int) -> str:
    """A whole number that is not negative: in words up to a hundred, then in digits, which every voice reads."""
    if value < len(_SMALL):
        return _SMALL[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f" {_SMALL[ones]}" if ones else "")
    return "one hundred" if value == 100 else str(value)


def ordinal(value: int) -> str:
    """`fourth`; beyond twenty the number itself."""
    return _ORDINALS[value] if value < len(_ORDINALS) else number(value)


def decimal(text: str) -> str:
    """A decimal as it is read out: `0.54` is `zero point five four`; the exponent of 1e-9 as a power of ten."""
    digits, _, power = text.lower().partition("e")
    whole, _, after = digits.partition(".")
    said = number(int(whole or 0)) + (" point " + " ".join(_SMALL[int(each)] for each in after) if after else "")
    if not power:
        return said
    sign = "minus " if power.startswith("-") else ""
    return f"{said} times ten to the {sign}{number(int(power.lstrip('+-')))}"


def fraction(top: int, bottom: int) -> str:
    """`two thirds`, `seven over twenty three`."""
    one, many = _PARTS.get(bottom) or (ordinal(bottom), f"{ordinal(bottom)}s")
    if 2 <= bottom <= _MOST_PARTS and top <= _MOST_PARTS:
        return f"{number(top)} {one if top == 1 else many}"
    return f"{number(top)} over {number(bottom)}"
