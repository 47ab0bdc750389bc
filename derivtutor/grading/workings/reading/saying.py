"""What the words around an expression say of it: that it is the derivative, or only what they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivtutor.grading.workings.reading.statement import Statement
from derivtutor.grading.workings.reading.text import Piece

_CLAIMING = re.compile(
    r"(?:^|[\s(])(?:is|get|gets?|gives?|giving|so|therefore|thus|hence|obtain|have|then|answer|equals|becomes?|"
    r"derivative|result|to|yields?|finally|and|now|simplified|simplifies|simplify|or)[\s,)]*$|[:⇒→⟹⟶∴]\s*$|[=-]>\s*$"
)
_EXPLAINING = re.compile(
    r"[\s,.(\[\\{a-z]*?\b(?:by|using|use|from|after|because|since|for|rule|with|where|as)\b|\s*[(\[.]"
)
_ABOUT_A_PART = re.compile(r"\b(?:inner|outer|inside|outside|middle|layer|function|let|where)\b[^.]*$")
_BECOMES = re.compile(
    r"[-=~]+>|[⇒→⟹⟶↦➔➜:]|\\(?:implies|rightarrow|longrightarrow|to|mapsto)|becomes|goes to|(?:which )?differentiates to"
    r"|has (?:the )?derivative|turns into"
)
_SLOPE = re.compile(r"\b(?:slope|gradient|derivative|steepness|rate)\b[^.]*$")
_ONLY_NUMERATOR = re.compile(r"^(?!.*\b(?:over|divided|squared)\b).*\b(?:top|bottom|numerator|high|low)\b.*\bminus\b")
_PART_WORD = re.compile(
    r"\b(?:first|second|third|top|bottom|numerator|denominator|inner|outer|inside|outside|middle|layers?|parts?|terms?"
    r"|factors?|rule|name|class|exercise|homework|date)\b"
)
_SPEAKING_TEXT = """
    the of for with constant term factor by function since because use using where and both on to inside outside
    inner outer let differentiate derive expand take taking multiply divide add subtract times plus minus over
    in at from via wrt like root square power exponent base number coefficient letter variable a an each every
    this that when if as apply rewrite copy have find given consider differentiating deriving expanding respect problem
    question task
"""
_SPEAKING_OF = frozenset(_SPEAKING_TEXT.split())
"""After these words an expression is spoken of, and not said to be the derivative."""


def becomes(piece: Piece, following: Piece) -> bool:
    """Whether an arrow stands between two pieces; a colon after words, `factor x: x(x + 1)`, only announces."""
    if _BECOMES.fullmatch(following.before) is None:
        return False
    return following.before.strip() != ":" or not re.search("[a-z]{2}", piece.before)


def is_stated(piece: Piece, statements: Sequence[Statement]) -> bool:
    """Whether an expression between words is what the line comes to, not something that the words are about."""
    if not statements or len(statements[0].parts) > 1 or statements[0].continues:
        return True
    if piece.aside or _ONLY_NUMERATOR.search(piece.sentence):
        return False
    before = not piece.before.strip() or (_CLAIMING.search(piece.before) and not _ABOUT_A_PART.search(piece.before))
    after = not piece.after.strip(" .,;|!") or _EXPLAINING.match(piece.after)
    return bool(before and after)


def may_be_stated(piece: Piece) -> bool:
    """Whether words before the end of a line may announce the derivative, as in `Ans. 2x`."""
    words = re.findall("[a-zà-ÿ]+", piece.before)
    about_a_part = _PART_WORD.search(piece.before) or piece.aside or _ONLY_NUMERATOR.search(piece.sentence)
    return bool(words and words[-1] not in _SPEAKING_OF and not about_a_part and not piece.after.strip(" .,;|!"))


def is_called_slope(piece: Piece) -> bool:
    """Whether the words before a number call it a slope."""
    return bool(_SLOPE.search(piece.before))
