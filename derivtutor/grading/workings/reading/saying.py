"""What the words around an expression say of it: that it is the derivative, or only what they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivtutor.grading.workings.reading import vocabulary as said
from derivtutor.grading.workings.reading.statement import Statement
from derivtutor.grading.workings.reading.text import Piece
from derivtutor.grading.workings.reading.vocabulary import any_of

_CLAIMING = re.compile(rf"(?:^|[\s(]){any_of(said.CLAIMING)}[\s,)]*$|[:⇒→⟹⟶∴]\s*$|[=-]>\s*$")
_EXPLAINING = re.compile(rf"[\s,.(\[\\{{a-z]*?\b{any_of(said.EXPLAINING)}\b|\s*[(\[.]")
_ABOUT_A_PART = re.compile(rf"\b{any_of(said.OF_A_PART)}\b[^.]*$")
_BECOMES = re.compile(rf"[-=~]+>|[⇒→⟹⟶↦➔➜:]|\\(?:implies|rightarrow|longrightarrow|to|mapsto)|{said.BECOMING}")
_SLOPE = re.compile(rf"\b{any_of(said.SLOPES)}\b[^.]*$")
_ONLY_NUMERATOR = re.compile(rf"^(?!.*\b{any_of(said.OF_DENOMINATOR)}\b).*\b{any_of(said.OF_NUMERATOR)}\b.*\bminus\b")
_PART_WORD = re.compile(rf"\b{any_of(said.NAMING)}\b")


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
    return bool(words and words[-1] not in said.SPEAKING_OF and not about_a_part and not piece.after.strip(" .,;|!"))


def is_called_slope(piece: Piece) -> bool:
    """Whether the words before a number call it a slope."""
    return bool(_SLOPE.search(piece.before))
