"""What students write around an answer: `y' =` before it, `+ C` and `dx` after it; and that there is no answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from derivtutor.errors import UserError
from derivtutor.notation.expression import expression
from derivtutor.notation.reader import DEFAULT_LIMITS, read
from derivtutor.notation.tree import Derivative, Name, Node, Sum, Unknown, parts

EQUALS = re.compile(r"(?<![<>!=:])=(?!=)")
_OPENING = re.compile(r"^[\s&]*\$*[\s&]*")
_CLOSING = " \t\r\n$.,;\\"
_BESIDE = " \t*·\\,;"
"""What may stand between an answer and the differential after it."""

UNDEFINED = Name("undefined")
"""The answer that there is no derivative at the point."""

_SAYS_UNDEFINED = frozenset(
    {
        "undefined", "is undefined", "not defined", "is not defined", "isn't defined", "undef", "dne", "d.n.e",
        "does not exist", "doesn't exist", "doesnt exist", "do not exist", "not exist", "nonexistent", "non-existent",
        "no derivative", "no slope", "there is no derivative", "there is no slope", "there is none", "none",
        "has no derivative", "has no slope", "not differentiable", "is not differentiable", "isn't differentiable",
        "non-differentiable", "nondifferentiable", "∄",
    }
)  # fmt: skip
"""How students write that there is no derivative at a point."""

_SUBJECT = re.compile(
    r"^(?:(?:it|this|that|(?:the |its )?(?:derivative|slope|value|answer|limit|function)"
    r"|d[a-z]/d[a-z]|[a-z]'*(?:\([^()]*\))?)(?=[ =:])"
    r"(?: (?:there|here|at [^ ]{1,12}(?: ?= ?[^ ]{1,12})?))? ?(?:[=:] ?|is:? )?)?(?P<rest>.*?)"
    r"(?: (?:there|here|at this point|at [a-z] ?= ?[^ ]{1,12}))?$"
)
"""What such an answer may be about, and where."""

_UPRIGHT = re.compile(r"\\(?:text|mathrm|operatorname|textrm|mbox)\s*\{([^{}]*)\}")
_LONGEST_WORDS = 80

_CONDITION = re.compile(r",(?=[^,]*(?:[<>≠≤≥∈]|!=|\\(?:neq?|leq?|geq?|in)\b))")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is judged; `remarks` tell what was read beside it, `sides` are what stood before the last `=`.

    `text` is what was typed of it; places in it are those of the tree.
    """

    tree: Node
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sides: tuple[Node, ...] = ()
    text: str = ""


def says_undefined(given: str) -> bool:
    """Whether an answer says that there is no derivative at the point.

    >>> says_undefined("DNE"), says_undefined("f'(0) does not exist."), says_undefined("0")
    (True, True, False)
    """
    if len(given) > _LONGEST_WORDS:
        return False
    words = _UPRIGHT.sub(r"\1", given).replace("’", "'").replace("\\", " ").strip(" $.!\t\n").casefold()
    subject = _SUBJECT.match(" ".join(words.split()))
    return words in _SAYS_UNDEFINED or (subject is not None and subject["rest"] in _SAYS_UNDEFINED)


def read_answer(given: Any, variable: str, letters: frozenset[str], is_at_point: bool = False) -> Answer:
    """Read an answer as students write it.

    Args:
        given: text in any notation, an `Expression` or a SymPy expression.
        variable: what is differentiated by; a `d` before it at the end is left out.
        letters: those of the problem; a `+ C` that is none of them is left out.
        is_at_point: a number at a point is asked for, which there may be none of.

    Raises:
        UserError: where it cannot be read or is no expression.
    """
    if not isinstance(given, str):
        found = expression(given)
        return _checked(Answer(found.tree, found.notes))
    if len(given) > DEFAULT_LIMITS.characters:
        read(given)
    if is_at_point and says_undefined(given):
        return Answer(UNDEFINED, text=given)
    text, sides = _last_side(_bare(given))
    remarks = []
    without = _without_differential(text, variable)
    if without != text:
        text = without
        remarks.append(f"The d{variable} at the end was left out: a derivative has none.")
    if not text.strip():
        raise UserError("The answer is empty.", "Write an expression, such as 2x.", given, len(given))
    reading = read(text)
    tree = reading.tree
    if "C" not in letters and (rest := without_constant(tree)) is not None:
        tree = rest
        remarks.append("The + C was left out: it belongs to integrals, not to derivatives.")
    return _checked(Answer(tree, reading.notes, tuple(remarks), sides, text))


def without_constant(tree: Node) -> Node | None:
    """What stands before a final `+ C`; None where there is none."""
    if not isinstance(tree, Sum) or tree.terms[-1] != Name("C"):
        return None
    return tree.terms[0] if len(tree.terms) == 2 else Sum(tree.terms[:-1], tree.span)


def _bare(text: str) -> str:
    """An answer without dollar signs, alignment, a full stop or a condition; places in the text stay the same."""
    text = re.sub(r"\^\s*(?:\{\s*\\prime\s*\}|\\prime)", lambda prime: "'".ljust(len(prime[0])), text)
    text = _OPENING.sub(lambda found: " " * len(found[0]), text).rstrip(_CLOSING)
    condition = _CONDITION.search(text)
    if condition and text.count("(", 0, condition.start()) == text.count(")", 0, condition.start()):
        text = text[: condition.start()]
    return text


def _last_side(text: str) -> tuple[str, tuple[Node, ...]]:
    """What stands after the last equality sign, if what stands before each of them can be read; the sides before it.

    Those that are names of the derivative, such as `y'`, are left out.
    """
    start, sides = 0, []
    for equals in EQUALS.finditer(text):
        side = text[start : equals.start()]
        if side.strip():
            try:
                sides.append(read(side).tree)
            except UserError:
                break
        start = equals.end()
    named = (Derivative, Unknown)
    expressions = [side for side in sides if not any(isinstance(node, named) for node in parts(side))]
    return " " * start + text[start:], tuple(expressions)


def _without_differential(text: str, variable: str) -> str:
    """An answer without the `dx` after it; that of an integral stays."""
    if re.search(r"∫|\\int|int\(", text):
        return text
    for differential in (f"d{variable}", f"d\\{variable}", f"\\mathrm{{d}}{variable}"):
        rest = text.removesuffix(differential)
        if rest != text and not rest.endswith(("/", "^", "_")):
            return rest.rstrip(_BESIDE)
    return text


def _checked(answer: Answer) -> Answer:
    for node in parts(answer.tree):
        if isinstance(node, Derivative):
            start = node.span[0] if node.span else None
            raise UserError("The answer still asks for a derivative.", "Work it out.", answer.text, start)
    return answer
