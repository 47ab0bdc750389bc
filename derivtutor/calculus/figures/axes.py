"""What an axis shows: a height in which the interesting part of curves is seen, and numbers written at it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Tick
from derivtutor.language import decimals

_AROUND, _BEYOND, _BEYOND_KEYS = 0.1, 0.7, 2.0
"""Between these shares of all values in order lies what is mostly seen; so much of its height more is shown at most.

Of what lies between turning points, zeros and ends so many times the height."""
_MARGIN = 0.06
_HIGHEST = 1e300
"""What is higher is not shown: room above it would be no number."""
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_STEPS = (1, 2, 2.5, 5, 10)


def seen_height(values: Iterable[float], keys: Sequence[float]) -> Interval | None:
    """From where to where a curve is shown: all of it, unless most of that is far from `keys` and most values.

    None where nothing has a value.
    """
    core = sorted({key for key in keys if abs(key) <= _HIGHEST})
    known = sorted([value for value in values if abs(value) <= _HIGHEST] + core)
    if not known:
        return None
    if len(core) < 2 or core[-1] - core[0] < (known[-1] - known[0]) * 1e-9:
        inner = known[int(len(known) * _AROUND) : math.ceil(len(known) * (1 - _AROUND))] or known
        core = sorted([*core, inner[0], inner[-1]])
        more = _BEYOND
    else:
        more = _BEYOND_KEYS
    height = (core[-1] - core[0]) * more
    return max(known[0], core[0] - height), min(known[-1], core[-1] + height)


def with_room(seen: Interval) -> Interval:
    """A height with room above and below, and with zero where that is near."""
    low, high = seen
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        middle = (low + high) / 2
        half = max(1.0, abs(middle))
        return (min(middle - half, -half / 4), max(middle + half, half / 4))
    if 0 < low < (high - low):
        low = 0.0
    if low - high < high < 0:
        high = 0.0
    room = (high - low) * _MARGIN
    return low - room, high + room


def nice(length: float) -> float:
    """The least of 1, 2, 2.5, 5, 10, … that is as long.

    >>> nice(0.3), nice(7)
    (0.5, 10.0)
    """
    unit = 10.0 ** math.floor(math.log10(length))
    return next(step * unit for step in _STEPS if step * unit >= length * (1 - 1e-9))


def ticks(low: float, high: float, most: int = 8) -> tuple[Tick, ...]:
    """Simple numbers at equal distances."""
    step = nice((high - low) / most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple([Tick(number * step, written(number * step, step)) for number in range(first, last + 1)])


def ticks_of_pi(low: float, high: float, most: int = 8) -> tuple[Tick, ...]:
    """Simple multiples of pi at equal distances."""
    length = (high - low) / math.pi / most
    halvings = [Fraction(1, 6), Fraction(1, 4), Fraction(1, 2), *(Fraction(2**power) for power in range(40))]
    step = next((each for each in halvings if each >= length * (1 - 1e-9)), None)
    if step is None:
        return ticks(low, high, most)
    unit = float(step) * math.pi
    first, last = math.ceil(low / unit - 1e-9), math.floor(high / unit + 1e-9)
    return tuple([Tick(number * unit, _of_pi(number * step)) for number in range(first, last + 1)])


def decades(first: int, last: int, most: int) -> tuple[Tick, ...]:
    """Powers of ten at equal distances."""
    step = max(1, math.ceil((last - first) / most))
    return tuple([Tick(10.0**power, power_of_ten(power)) for power in range(first, last + 1, step)])


def _of_pi(part: Fraction) -> str:
    if part == 0:
        return "0"
    sign = "−" if part < 0 else ""
    top = "π" if abs(part.numerator) == 1 else f"{abs(part.numerator)}π"
    return f"{sign}{top}" if part.denominator == 1 else f"{sign}{top}/{part.denominator}"


def written(number: float, step: float = 0.0) -> str:
    """A number as it stands at an axis.

    >>> written(-0.30000000000000004), written(2e9)
    ('−0.3', '2·10⁹')
    """
    if abs(number) < step * 1e-6:
        return "0"
    text = f"{number:.6g}"
    if "e" not in text:
        return decimals(text.replace("-", "−"))
    digits, power = text.split("e")
    tens = power_of_ten(int(power))
    return decimals((tens if digits == "1" else f"{digits}·{tens}").replace("-", "−"))


def short(number: float) -> str:
    """The same to four digits, as it stands in a sentence.

    >>> short(2 / 3), short(-0.0)
    ('0.6667', '0')
    """
    return written(float(f"{number:.4g}") + 0.0)  # there is no −0


def power_of_ten(power: int) -> str:
    """`10⁻³`, `1`."""
    return "1" if power == 0 else "10" if power == 1 else f"10{str(power).translate(_RAISED)}"
