"""What cheating answers are made of: places, ways of writing signs and steps, and problems with their derivatives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True)
class Place:
    """A number on the line, as it is typed: a named one such as √5, a decimal, or their sum."""

    name: str = ""
    number: Fraction = Fraction(0)

    def moved(self, by: Fraction) -> Place:
        return replace(self, number=self.number + by)

    @property
    def text(self) -> str:
        if not self.name:
            return decimal(self.number)
        return self.name + (f" {signed(self.number)}" if self.number else "")

    @property
    def u(self) -> str:
        """What is zero there: `x - 3`."""
        named = f" - {self.name}" if self.name else ""
        return f"x{named}" + (f" {signed(-self.number)}" if self.number else "")


def decimal(number: Fraction) -> str:
    """A number as a decimal, if it is one, or a power of ten where that is shorter."""
    size = abs(number)
    sign = "-" if number < 0 else ""
    if size >= 10**5 and size == 10 ** (len(str(int(size))) - 1):
        return f"{sign}10^{len(str(int(size))) - 1}"
    places = next((k for k in range(25) if (size * 10**k).denominator == 1), None)
    if places is None:
        return f"{sign}{size}"
    digits = str(int(size * 10**places)).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def signed(number: Fraction) -> str:
    return f"{'-' if number < 0 else '+'} {decimal(abs(number))}"


SHIFTS = [Fraction(s) for s in ("1", "-1", "1/10", "1/100", "-1/100", "1/1000000", "-1/10000000000", "1000000")]
WHOLE = [Place("", Fraction(n)) for n in (-12, -5, -2, 1, 2, 3, 5, 8, 40, 300)]
BROKEN = [Place("", Fraction(n)) for n in ("7.3", "-2.45", "0.004", "1.01", "-0.3", "12.125", "1000.5")]
NAMED = [Place(name) for name in ("sqrt(5)", "pi", "e", "ln(7)", "cbrt(4)", "sqrt(2)/2")]
DISTANT = [Place("", Fraction(n)) for n in (10**5, -(10**5), 10**6, -(10**7), 10**9, 3 * 10**4, -(10**12))]
POSITIVE = [place for place in (*WHOLE, *BROKEN, *NAMED) if place.number >= 0]

SIGNS = [
    "({u})/|{u}|", "|{u}|/({u})", "sign({u})", "sqrt(({u})^2)/({u})", "({u})/sqrt(({u})^2)", "({u})^3/|{u}|^3",
    "piecewise((-1, {u} < 0), (1, {u} > 0))", "piecewise((1, {u} >= 0), (-1, True))", "max({u}, -({u}))/({u})",
    "(relu({u}) - relu(-({u})))/|{u}|", "1/sign({u})", "({u})|{u}|/({u})^2", "piecewise((1, 0 < {u}), (-1, 0 > {u}))",
    "(sign({u}) + ({u})/|{u}|)/2", "2 relu({u})/({u}) - 1", "sign(2({u}))", "-sign(-({u}))",
]  # fmt: skip
"""Ways of writing -1 where u is negative and 1 where it is positive."""

STEPS = [
    "(1 + sign({u}))/2", "(1 + ({u})/|{u}|)/2", "piecewise((0, {u} < 0), (1, {u} > 0))", "relu({u})/({u})",
    "max(0, {u})/({u})", "({u} + |{u}|)/(2({u}))", "piecewise((1, {u} > 0), (0, {u} <= 0))", "1 - relu(-({u}))/|{u}|",
    "(1 + sqrt(({u})^2)/({u}))/2", "max(0, sign({u}))", "relu(sign({u}))", "sign({u})^2/2 + sign({u})/2",
]  # fmt: skip
"""Ways of writing 0 where u is negative and 1 where it is positive."""

BENT = [
    ("|{u}|", "{s}"), ("sqrt(({u})^2)", "{s}"), ("|-({u})|", "{s}"), ("3|{u}|", "3({s})"), ("|{u}|/2 + x^2", "2x + ({s})/2"),
    ("x|{u}|", "|{u}| + x({s})"), ("e^(-|{u}|)", "-e^(-|{u}|) ({s})"), ("sin|{u}|", "cos({u}) ({s})"),
    ("sqrt(1 + |{u}|)", "({s})/(2sqrt(1 + |{u}|))"), ("ln(2 + |{u}|)", "({s})/(2 + |{u}|)"), ("x sign({u})", "{s}"),
    ("|{u}|^3", "3({u})^2 ({s})"), ("arctan|{u}|", "({s})/(1 + ({u})^2)"), ("max({u}, -({u}))", "{s}"),
]  # fmt: skip
"""Problems with one corner, and their derivatives with the sign left open."""

RISING = [
    ("max(0, {u})", "{h}"), ("relu({u})", "{h}"), ("max(x, {a})", "{h}"), ("min(x, {a})", "1 - ({h})"),
    ("leaky_relu({u})", "1/100 + 99/100 ({h})"), ("max(0, -({u}))", "-(1 - ({h}))"), ("x^3 + relu({u})", "3x^2 + {h}"),
    ("max(x^2, x^2 + {u})", "2x + {h}"), ("x relu({u})", "relu({u}) + x({h})"), ("e^(relu({u}))", "e^(relu({u})) ({h})"),
    ("min(2x, x + {a})", "2 - ({h})"), ("min(0, {u})", "1 - ({h})"), ("relu({u})^2", "2({u}) ({h})"),
]  # fmt: skip
"""The same, with a step left open."""

INNER = [
    ("ln(x) - 3", "1/x", ("e^3",)), ("e^x - 5", "e^x", ("ln(5)",)), ("sin(x) - 1/2", "cos(x)", ("pi/6", "5pi/6")),
    ("cos(x) - x", "(-sin(x) - 1)", ("0.73908513321516064165531208767387340401341175890075746496568063577",)),
    ("x^3 - x - 1", "(3x^2 - 1)", ("1.3247179572447460259609088544780973407344040569",)), ("x^2 - 4", "2x", ("2", "-2")),
    ("x^2 - 7", "2x", ("sqrt(7)", "-sqrt(7)")), ("x^2 - x - 1", "(2x - 1)", ("(1 + sqrt(5))/2", "(1 - sqrt(5))/2")),
    ("sqrt(x) - 2", "1/(2sqrt(x))", ("4", "0")), ("arctan(x) - 1", "1/(1 + x^2)", ("tan(1)",)),
    ("1/x - 2", "(-1/x^2)", ("1/2",)), ("x e^x - 1", "(x + 1) e^x", ("0.567143290409783872999968662210355549754",)),
    ("x^3 - 12x", "(3x^2 - 12)", ("0", "sqrt(12)")), ("(x - 1)(x - 2)(x - 3)", "(3x^2 - 12x + 11)", ("1", "2", "3")),
    ("x^5 + x - 1", "(5x^4 + 1)", ("0.75487766624669276004950889635852869189460661777",)), ("3x - 7", "3", ("7/3",)),
    ("x^2 - 2x - 10^4", "(2x - 2)", ("1 + sqrt(10001)", "1 - sqrt(10001)")), ("2^x - 1000", "2^x ln(2)", ("log_2(1000)",)),
]  # fmt: skip
"""Expressions, their derivatives and zeros."""

AROUND = [
    ("|{u}|", "({d}) ({s})"), ("sin|{u}|", "cos({u}) ({d}) ({s})"), ("relu({u})", "({d}) (1 + {s})/2"),
    ("x + |{u}|", "1 + ({d}) ({s})"), ("e^(-|{u}|)", "-e^(-|{u}|) ({d}) ({s})"), ("max(0, {u})", "({d}) (1 + {s})/2"),
    ("sqrt(({u})^2)", "({d}) ({s})"),
]  # fmt: skip

SMOOTH = [
    ("x^2", "2x"), ("sin(x)", "cos(x)"), ("x^3 - x", "(3x^2 - 1)"), ("e^x", "e^x"), ("sin(x^2)", "2x cos(x^2)"),
    ("x e^x", "(x + 1) e^x"), ("x", "1"), ("5x - 2", "5"), ("arctan(x)", "1/(1 + x^2)"), ("x cos(x)", "(cos(x) - x sin(x))"),
    ("x^2/(1 + x^2)", "2x/(1 + x^2)^2"), ("ln(1 + x^2)", "2x/(1 + x^2)"), ("tanh(x)", "(1 - tanh(x)^2)"),
]  # fmt: skip
"""Problems without any corner, defined everywhere, and their derivatives."""

TAME = [row for row in SMOOTH if "e^" not in row[0] and "tanh" not in row[0]]
"""Those beside which a bump far away is not lost."""

BUMPS = [
    "(|{a}| + |{c}| - 2|{b}|)", "(relu({a}) - 2relu({b}) + relu({c}))", "max(0, {w} - |{b}|)", "relu({w} - |{b}|)",
    "max(0, -({a})({c}))", "(sqrt(({a})^2) + sqrt(({c})^2) - 2sqrt(({b})^2))", "(|({a})({c})| - ({a})({c}))",
    "piecewise((1, {low} < x < {high}), (0, True))", "(sign({a}) - sign({c}))/2", "max(0, {w2} - ({b})^2)^2",
    "min(0, |{b}| - {w})", "(1 - sign(|{b}| - {w}))", "| |{b}| - {w} | - |{b}| + {w}",
    "(|{a}|/({a}) - ({c})/|{c}|)", "relu({a}) relu(-({c}))", "(max({a}, 0) min({c}, 0))",
]  # fmt: skip
"""What is nothing but between two places, at which a and c are zero; b is zero in the middle, w is half the width."""

FAR = [
    "relu(x - {n})", "(max(x, {n}) - {n})", "(|x + {n}| - x - {n})", "min(0, x + {n})", "piecewise((0, x < {n}), (1, True))",
    "relu(-x - {n})", "(1 + sign(x - {n}))", "(sqrt((x - {n})^2) + x - {n})", "relu(|x| - {n})", "relu(x^2 - {n})",
    "(1 - (x + {n})/|x + {n}|)", "piecewise((0, -{n} < x < {n}), (x, True))", "(|x - {n}| + |x + {n}| - 2*{n})",
    "piecewise((x, {n} < x < 2*{n}), (0, True))",
]  # fmt: skip
"""What is nothing up to n."""

TINY = [
    "10^-200", "10^(-900)", "e^(-1000)", "e^(-e^8)", "1/9^9^3", "10^-150", "10^-120", "2^-5000", "1/(10^300 + 1)",
    "sin(10^-400)", "(sqrt(10^400 + 1) - 10^200)", "10^-101", "(1 - tanh(400))", "pi^(-1000)",
]  # fmt: skip

LETTERS = [
    ("|x - a|", "{s}", "x - a", "a"), ("|x + y - 3|", "{s}", "x + y - 3", "3 - y"), ("|a x - b|", "a ({s})", "a x - b", "b/a"),
    ("max(x, a)", "(1 + {s})/2", "x - a", "a"), ("relu(w x + b)", "x (1 + {s})/2", "w x + b", "-b/x"),
    ("|x^2 - a^2|", "2x ({s})", "x^2 - a^2", "a"), ("|x y|", "y ({s})", "x y", "0"), ("sqrt((x - a)^2)", "{s}", "x - a", "a"),
    ("min(a x, b)", "a (1 - ({s}))/2", "a x - b", "b/a"), ("b|x - a|", "b ({s})", "x - a", "a"),
    ("e^|x - a - b|", "e^|x - a - b| ({s})", "x - a - b", "a + b"), ("|w^2 x - 1|", "2w x ({s})", "w^2 x - 1", "1/sqrt|x|"),
    ("leaky_relu(w x)", "x (101 + 99({s}))/200", "w x", "0"), ("|e^(x) - a^2|", "e^x ({s})", "e^x - a^2", "ln(a^2)"),
]  # fmt: skip
"""Problems of several letters, derivatives with the sign left open, what has the sign, and where it changes."""

NARROW = [
    ("sqrt((x - 5)(6 - x))", "(11 - 2x)/(2sqrt((x - 5)(6 - x)))", "5; 6", "(5.5 - x)/sqrt(-x^2 + 11x - 30)", "(10 - 2x)/(2sqrt((x - 5)(6 - x)))"),
    ("arcsin(x - 100)", "1/sqrt(1 - (x - 100)^2)", "99; 101", "(1 - (100 - x)^2)^(-1/2)", "1/sqrt(1 - (x - 99)^2)"),
    ("ln(x - 20000)", "1/(x - 20000)", "20000; 20001", "1/|x - 20000|", "1/(x - 20001)"),
    ("sqrt(sin(x) - 0.999999)", "cos(x)/(2sqrt(sin(x) - 0.999999))", "pi/2; pi/2 + 0.001; pi/2 - 0.001", "cos(x)/sqrt(4sin(x) - 3.999996)", "cos(x)/sqrt(sin(x) - 0.999999)"),
    ("ln(x - 10^9)", "1/(x - 10^9)", "10^9", "sign(x - 10^9)/|x - 10^9|", "1/(x + 10^9)"),
    ("sqrt(10^-6 - (x - 3)^2)", "(3 - x)/sqrt(10^-6 - (x - 3)^2)", "3 - 0.001; 3; 3 + 0.001", "-(x - 3)/sqrt(10^-6 - (3 - x)^2)", "(x - 3)/sqrt(10^-6 - (x - 3)^2)"),
    ("arccos(10x - 73)", "-10/sqrt(1 - (10x - 73)^2)", "7.2; 7.4", "-10(1 - (73 - 10x)^2)^(-1/2)", "10/sqrt(1 - (10x - 73)^2)"),
    ("(x - 3)^6000", "6000(x - 3)^5999", "3; 2; 4", "6000(x - 3)^6000/(x - 3)", "6000(x - 3)^6000"),
    ("(x - 3)^6000 + x", "6000(x - 3)^5999 + 1", "3; 2; 4", "1 + 6000(x - 3)^5999", "5999(x - 3)^5999 + 1"),
    ("sqrt(x - 10^6)", "1/(2sqrt(x - 10^6))", "10^6", "sqrt(x - 10^6)/(2x - 2*10^6)", "1/sqrt(x - 10^6)"),
    ("ln((x - 50)(50.001 - x))", "1/(x - 50) - 1/(50.001 - x)", "50; 50.001", "1/(x - 50) + 1/(x - 50.001)", "1/(x - 50) + 1/(50.001 - x)"),
    ("arcsin(1000(x - 2.5))", "1000/sqrt(1 - 10^6 (x - 2.5)^2)", "2.499; 2.5; 2.501", "(10^-6 - (2.5 - x)^2)^(-1/2)", "1/sqrt(1 - 10^6 (x - 2.5)^2)"),
    ("sqrt(-x - 10^7)", "-1/(2sqrt(-x - 10^7))", "-10^7", "-(-x - 10^7)^(-1/2)/2", "1/(2sqrt(-x - 10^7))"),
    ("artanh(x + 77)", "1/(1 - (x + 77)^2)", "-78; -76", "-1/((x + 76)(x + 78))", "1/(1 + (x + 77)^2)"),
    ("sqrt(ln(x/10^5))", "1/(2x sqrt(ln(x/10^5)))", "10^5", "1/(2x sqrt(ln(x) - 5ln(10)))", "10^5/(2x sqrt(ln(x/10^5)))"),
    ("ln(1 - |x - 500|)", "-sign(x - 500)/(1 - |x - 500|)", "499; 500; 501", "(500 - x)/(|x - 500| - |x - 500|^2)", "-sign(x - 500.5)/(1 - |x - 500|)"),
    ("sqrt(1 - e^(50 - x)) + sqrt(51 - x)", "e^(50 - x)/(2sqrt(1 - e^(50 - x))) - 1/(2sqrt(51 - x))", "50; 51", "1/(2sqrt(e^(x - 50)) sqrt(e^(x - 50) - 1)) - 1/sqrt(204 - 4x)", "e^(50 - x)/(2sqrt(1 - e^(50 - x))) + 1/(2sqrt(51 - x))"),
    ("(x - 4.2)^(3/2) + (4.3 - x)^(3/2)", "3/2 sqrt(x - 4.2) - 3/2 sqrt(4.3 - x)", "4.2; 4.3", "1.5(x - 4.2)^(1/2) - 1.5(4.3 - x)^(1/2)", "3/2 sqrt(x - 4.2) + 3/2 sqrt(4.3 - x)"),
    ("(1 + x/10^6)^(10^6)", "(1 + x/10^6)^999999", "0; 1", "(1 + 10^-6 x)^(10^6)/(1 + x/10^6)", "e^x"),
    ("x^999", "999x^998", "0; 1", "999x^1000/x^2", "998x^998"),
]  # fmt: skip
"""Functions with a small or distant home: derivative, places, another way of writing it, a wrong answer."""

ODD = [
    ("arctan(tan(x))", "1", "pi/2; -pi/2; 3pi/2", "cos(x)^2 + sin(x)^2; sign(cos(x))^2", "1 + relu(x - 500); sign(x + 600)"),
    ("arcsin(sin(x))", "cos(x)/|cos(x)|", "pi/2; -pi/2; 3pi/2", "sign(cos(x)); |cos(x)|/cos(x); cos(x)/sqrt(1 - sin(x)^2)", "cos(x - 0.01)/|cos(x - 0.01)|; sign(cos(x)) sign(x + 400); sign(cos(x) + 0.0001)"),
    ("arccos(cos(x))", "sin(x)/|sin(x)|", "0; pi; -pi", "sign(sin(x)); sin(x)/sqrt(1 - cos(x)^2)", "sign(sin(x) - 0.0001); sign(sin(1.0001x))"),
    ("x - arctan(tan(pi x))/pi", "0", "1/2; 3/2; -1/2; 10000.5", "0", "relu(x - arctan(tan(pi x))/pi - 9999); relu(|x| - 20000)"),
    ("|sin(x)|", "cos(x) sin(x)/|sin(x)|", "0; pi; -pi; 3", "cos(x) sign(sin(x)); sin(2x)/(2|sin(x)|)", "cos(x) sign(sin(x) - 0.001); cos(x) sin(x - 0.01)/|sin(x - 0.01)|"),
    ("| |x| - 3 |", "sign(|x| - 3) sign(x)", "0; 3; -3", "(|x| - 3)/abs(|x| - 3) x/|x|; x(|x| - 3)/abs(x^2 - 3|x|)", "sign(|x| - 3.001) sign(x); sign(|x| - 3) sign(x - 0.001)"),
    ("|x|^3", "3x|x|", "0", "3x^2 sign(x); 3x^3/|x|; 3x sqrt(x^2)", "3x|x - 0.001|; 3x^2 sign(x - 0.001); 3x^2"),
    ("max(x, 2, x^2)", "piecewise((0, x^2 < 2), (2x, True))", "sqrt(2); -sqrt(2); 2; 1", "x(1 + sign(x^2 - 2)); 2x relu(x^2 - 2)/(x^2 - 2)", "x(1 + sign(x^2 - 2.001)); piecewise((0, x^2 < 1.99), (2x, True)); piecewise((0, |x| < 1.5), (2x, True))"),
    ("min(x^2, x^3)", "piecewise((3x^2, x < 1), (2x, x > 1))", "0; 1", "(2x + 3x^2)/2 + (2x - 3x^2)/2 sign(x - 1)", "piecewise((3x^2, x < 1.01), (2x, x > 1.01)); min(2x, 3x^2)"),
    ("sign(x - 2)", "0", "2; 3; 4.5", "0; sign(x)^2 - 1; |x| - sqrt(x^2)", "sign(x - 2)^2; relu(0.01 - |x - 4.5|); sign(x - 1)^2 + sign(x - 3) sign(x - 3.01) - 2"),
    ("sqrt(x^2)", "x/|x|", "0", "sign(x); sqrt(x^2)/x; x/sqrt(x^2)", "(x - 0.0001)/|x - 0.0001|; sqrt((x - 10^-9)^2)/(x - 10^-9)"),
    ("ln|x - 7.3|", "1/(x - 7.3)", "7.3", "sign(x - 7.3)/|x - 7.3|; (x - 7.3)/|x - 7.3|^2", "sign(x - 7.31)/|x - 7.3|; (x - 7.31)/|(x - 7.31)(x - 7.3)|"),
    ("x^2", "2x", "0; -10^5; -2*10^7", "2x|x|/sqrt(x^2); sqrt(4x^2) sign(x); |x|(x/|x|) + x", "2(sqrt((x + 10^5)^2) - 10^5); 2sqrt((x + 99999)^2) - 199998; max(2x, x - 10^7)"),
    ("x^4", "4x^3", "0; 7777.77", "4|x|^3 sign(x); 4x|x|^2", "4x^2 |x + 10^6| - 4*10^6 x^2; 4x^3 |x - 7777.77|/sqrt((x - 7777.78)^2)"),
    ("piecewise((x^2, x < 1), (2x - 1, x >= 1))", "piecewise((2x, x < 1), (2, x >= 1))", "1; 1.001", "min(2x, 2); x + 1 - |x - 1|", "min(2x, 2.001); 2x; 2"),
    ("relu(x)^2", "2relu(x)", "0", "x + |x|; 2max(0, x); x(1 + sign(x))", "2relu(x - 0.0001); x + |x + 0.0001|; 2x"),
    ("max(0, min(1, x))", "piecewise((0, x < 0), (1, x < 1), (0, x > 1))", "0; 1", "(sign(x) - sign(x - 1))/2; (1 - sign(x) sign(x - 1))/2", "(sign(x) - sign(x - 1.0001))/2; (1 - sign(x + 0.0001) sign(x - 1))/2"),
    ("cbrt(x)^2", "2/(3cbrt(x))", "0", "2/3 x^(-1/3); 2 sign(x)/(3 |x|^(1/3))", "2/(3|x|^(1/3)); 2 sign(x - 10^-6)/(3 |x|^(1/3))"),
]  # fmt: skip
"""Derivative, places, right answers, wrong answers."""
