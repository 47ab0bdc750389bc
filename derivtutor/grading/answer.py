"""What students write around an answer: `y' =` before it, `+ C` and `dx` after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from derivtutor.derivation.open_derivatives import is_open
from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.wording import announced, check_contractions, check_letters, without_marks
from derivtutor.notation import linear
from derivtutor.notation import sentences as of_notation
from derivtutor.notation.cases_in_words import with_pieces
from derivtutor.notation.expression import expression
from derivtutor.notation.markup import without_markup
from derivtutor.notation.reader import DEFAULT_LIMITS, Base, read
from derivtutor.notation.rewritten import check as check_rewritten
from derivtutor.notation.spelling import closing_brackets, differentiation_at
from derivtutor.notation.swallowed import check as check_swallowed
from derivtutor.notation.tree import CONSTANTS, Derivative, Name, Node, Sum, Unknown, names, parts, substitute
from derivtutor.showing import Shown

EQUALS = re.compile(r"(?<![<>!=:])=(?!=)")
_OPENING = re.compile(r"^[\s&]*\$*[\s&]*(?:(?:[=-]>|[⇒→∴]|\\(?:Rightarrow|implies|therefore)(?![A-Za-z]))\s*)?")
_CLOSING = " \t\r\n$.,;\\"
_BESIDE = " \t*·\\,;"
"""What may stand between an answer and the differential after it."""

_DIFFERENTIAL = re.compile(r"\s*d[^/=]*=")
"""`dy =`, before which a `dx` belongs at the end."""

_RELATION = r"(?:[<>≠≤≥∈]|!=|\\(?:neq?|[lg]eq?|[lg]eqslant|[lg]t|in)(?![A-Za-z]))"
_CONDITION = re.compile(
    r"(?:;|,(?!\d)|(?<!\d),|\\q?quad(?![a-z])|\\text\s*+\{[\s,]*+(?:for|if|when|where|provided|with)?[^A-Za-z{}]*\}"
    rf"|\s(?:for|if|when|where)\s|(?:\\left\s*)?\((?!\s*\\begin)(?=[^()]{{0,80}}{_RELATION}[^()]{{0,80}}\)$))(?=[^,]{{0,80}}?{_RELATION})"
    r"|(?:\\text\s*+\{\s*+|(?<![A-Za-z]))for\s+(?:all|every|any|each)(?![A-Za-z])"
)
"""What a condition after an answer begins with."""

_MOST_CONDITIONS = 8
_LINES = r"aligned|align\*?|split|gathered|gather\*?|equation\*?|array|eqnarray\*?"
_WRAPPED = re.compile(
    r"\s*(?:\\(?:boxed|fbox|underline|displaystyle|textstyle)\s*)?(?P<opening>\{)(?P<group>.*)\}"
    rf"|\s*\\begin\{{(?P<environment>{_LINES})\}}(?:\s*\{{[lcr@]*\}})?(?P<lines>.*)\\end\{{(?P=environment)\}}",
    re.DOTALL,
)
"""What may stand around a whole equation, and not only around an expression."""

_NEXT_LINE = re.compile(r"\\\\\s*+(?:&\s*+)?(?==)")
_AS_EQUALS = re.compile(r":=|(?<![<>!=])==(?!=)|[≈≔≡]|\\(?:approx|equiv)(?![A-Za-z])")
_AT = re.compile(
    r"(?:\\(?:right|[bB]igg?[rl]?)\s*)?(?:\||\\r?vert)\s*+_\s*+\{[^{}=]{1,20}=[^{}=]{1,20}\}(?=\s*=)|\\left\s*\."
)
"""`|_{x=2}` behind the name of a derivative."""

_NAME_OF_IT = re.compile(
    r"\s*(?:[A-Za-z](?:['′’]+|\^\{?\\prime\s*\}?)(?:\s*\(\s*[A-Za-z]\s*\))?|d[A-Za-z]\s*/\s*d[A-Za-z]"
    r"|\\frac\s*\{d[A-Za-z]\}\s*\{d[A-Za-z]\})\s*"
)
"""How the derivative itself is called, which says nothing after an equality sign."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Shown):
    """An answer as it is judged.

    Attributes:
        tree: what was read, as a syntax tree.
        notes: how it was read, where that was not plain.
        remarks: what was read beside it.
        sides: what stood before the last `=`.
        text: what was typed of it; places in it are those of the tree.
    """

    tree: Node
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sides: tuple[Node, ...] = ()
    text: str = ""

    def _in_short(self) -> str:
        return f"answer {linear.text(self.tree)}"


def read_answer(given: Any, variable: str, letters: frozenset[str] | None, log: Base = "e") -> Answer:
    """Read an answer as students write it.

    Args:
        given: text in any notation, an `Expression` or a SymPy expression.
        variable: what is differentiated by; a `d` before it at the end is left out.
        letters: those of the problem, None where there is none; a `+ C` that is none of them is left out.
        log: the base of logarithms that are written without one.

    Raises:
        UserError: where it cannot be read, is no expression, or is words.
    """
    if not isinstance(given, str):
        converted = expression(given)
        return _checked(Answer(converted.tree, converted.notes))
    given = without_markup(given)
    if len(given) > DEFAULT_LIMITS.characters:
        read(given)
    if not given.isprintable():
        check_swallowed(given)
    check_rewritten(given)
    typed = with_pieces(without_marks(given))
    known = letters or frozenset()
    try:
        answer = _read(typed, variable, known, log)
    except UserError:
        if (rest := announced(typed, known)) is None:
            check_contractions(typed)
            raise
        answer = replace(_read(rest, variable, known, log), sides=())
    if letters is not None and not names(answer.tree) <= letters:
        answer = _with_letters(answer, typed, variable, letters, log)
    return _checked(answer)


def _read(typed: str, variable: str, letters: frozenset[str], log: Base) -> Answer:
    """An answer without what stands around it, whatever its letters are."""
    bare = _bare(typed)
    text, sides = _last_side(bare, log)
    remarks = []
    without = _without_differential(text, variable)
    if without != text:
        text = without
        if not _DIFFERENTIAL.match(bare):
            remarks.append(sentences.WITHOUT_DIFFERENTIAL.format(variable=variable))
    if not text.strip():
        raise sentences.EMPTY(typed, len(typed))
    reading = read(text, log=log)
    tree = reading.tree
    if letters.isdisjoint("Cc") and (rest := without_constant(tree)) is not None:
        tree = rest
        remarks.append(sentences.WITHOUT_CONSTANT)
    return Answer(tree, reading.notes, tuple(remarks), sides, text)


def _with_letters(answer: Answer, typed: str, variable: str, letters: frozenset[str], log: Base) -> Answer:
    """An answer with letters that the problem does not have: small for capital, words before it, words instead of it.

    Raises:
        UserError: where it is words instead of an answer.
    """
    tree, remark = in_letters(answer.tree, letters)
    if remark:
        notes = tuple(note for note in answer.notes if note != of_notation.CAPITAL_E)
        return replace(answer, tree=tree, notes=notes, remarks=(*answer.remarks, remark))
    if (rest := announced(typed, letters)) is not None:
        return replace(_read(rest, variable, letters, log), sides=())
    check_letters(typed, names(tree), letters)
    return answer


def in_letters(tree: Node, letters: frozenset[str]) -> tuple[Node, str]:
    """An expression in the letters of the problem, and what is said where that took a change of case.

    Nothing is changed where another letter is strange to the problem as well.
    """
    strange = names(tree) - letters
    known: dict[str, list[str]] = {}
    for letter in letters | CONSTANTS:
        known.setdefault(letter.casefold(), []).append(letter)
    candidates = {letter: known.get(letter.casefold(), []) for letter in sorted(strange)}
    if not strange or any(len(alike) != 1 for alike in candidates.values()):
        return tree, ""
    meant = {letter: name for letter, (name,) in candidates.items()}
    tree = substitute(tree, {letter: Name(name) for letter, name in meant.items()})
    says = sentences.LETTER_READ_AS if len(meant) == 1 else sentences.LETTERS_READ_AS
    return tree, says.format(letters=", ".join(meant), meant=", ".join(meant.values()))


def without_constant(tree: Node) -> Node | None:
    """What stands before a final `+ C`; None where there is none."""
    if not isinstance(tree, Sum) or tree.terms[-1] != Name("C"):
        return None
    return tree.terms[0] if len(tree.terms) == 2 else Sum(tree.terms[:-1], tree.span)


def _bare(text: str) -> str:
    """An answer without dollar signs, boxes, alignment, a full stop or a condition; places stay the same."""
    text = _unwrapped(_OPENING.sub(_blank, text).rstrip(_CLOSING)).rstrip(_CLOSING)
    conditions = (condition.start() for condition in islice(_CONDITION.finditer(text), _MOST_CONDITIONS))
    end = next((start for start in conditions if _is_closed(text[:start])), len(text))
    text = text[:end].rstrip(_CLOSING)
    text = _AS_EQUALS.sub(lambda equals: "=".rjust(len(equals[0])), text)
    if "=" not in text:
        return text
    text = _NEXT_LINE.sub(_blank, text)
    return _AT.sub(_blank, text) if "_" in text else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_closed(text: str) -> bool:
    """Whether nothing that opens in a text is still open at its end."""
    pairs = (("(", ")"), ("{", "}"), ("\\begin", "\\end"))
    return all(text.count(opening) == text.count(closing) for opening, closing in pairs)


def _unwrapped(text: str) -> str:
    """An equation without the box, the braces or the environment around it; an expression stays as it is."""
    wrapped = _WRAPPED.fullmatch(text) if "=" in text and text.endswith("}") else None
    if wrapped is None:
        return text
    if wrapped["opening"] and closing_brackets(text).get(wrapped.start("opening")) != wrapped.end("group"):
        return text
    group = "group" if wrapped["opening"] else "lines"
    return " " * wrapped.start(group) + wrapped[group] + " " * (len(text) - wrapped.end(group))


def _last_side(text: str, log: Base) -> tuple[str, tuple[Node, ...]]:
    """What stands after the last equality sign, if what stands before each of them can be read; the sides before it.

    Those that are names of the derivative, such as `y'`, are left out.
    """
    start, sides = 0, []
    signs = list(EQUALS.finditer(text))
    if signs and _NAME_OF_IT.fullmatch(text, signs[-1].end()) and text[: signs[-1].start()].strip():
        text = text[: signs.pop().start()]
    for equals in signs:
        side = text[start : equals.start()]
        if side.strip():
            try:
                sides.append(read(side, log=log).tree)
            except UserError:
                if not _is_operator(side):
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


def _is_operator(side: str) -> bool:
    """Whether a side is `d/dx` alone, which names the derivative as well."""
    operator = differentiation_at(side, len(side) - len(side.lstrip()))
    return operator is not None and not side[operator.end :].strip()


def _checked(answer: Answer) -> Answer:
    for node in parts(answer.tree):
        if is_open(node):
            start = node.span[0] if node.span else None
            raise sentences.STILL_ASKS(answer.text, start)
    return answer
