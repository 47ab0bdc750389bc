"""The words of a working and what they say: of the expression beside them, of a part of the problem, or nothing."""

from __future__ import annotations

from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTS = {
    word: words.split()[0]
    for words in (
        "first 1st left f1",
        "second 2nd right other f2",
        "third 3rd",
        "top numerator num high hi upper",
        "bottom denominator denom den low lo lower",
        "inside inner in inn",
        "outside outer out",
        "base",
        "exponent power",
    )
    for word in words.split()
}
"""Words that parts of a problem are named by, each with the one that is used for all that mean the same."""

OF_FRACTIONS = _words("high low hi lo top bottom")
"""Those of which the quotient rule is sung."""

KINDS = _words("function func fn factor term part one bit expression layer piece")
"""What may follow the name of a part: `the inner function`."""

BEFORE_NAMES = _words("the let where with so and then our my have is here say")
"""What may stand before the name of a part: after other words it is no name, as in `multiply out: x^2`."""

CLAIMING = _words(
    """
    is get gets give gives giving so therefore thus hence obtain have then answer equals become becomes derivative
    result to yield yields finally and now simplified simplifies simplify or
    """
)
"""Before an expression: it is what the line comes to."""

EXPLAINING = _words("by using use from after because since for rule with where as")
"""After an expression: the sentence goes on about how it was found."""

OF_A_PART = _words("inner outer inside outside middle layer function let where")
"""Before an expression: it is a part of the problem, whatever is claimed."""

BECOMING = r"becomes|goes to|(?:which )?differentiates to|has (?:the )?derivative|turns into"
"""Between two expressions: the second is the derivative of the first, or the first in another form."""

SLOPES = _words("slope gradient derivative steepness rate")
"""Before a number: it is a slope."""

OF_NUMERATOR, OF_DENOMINATOR = _words("top bottom numerator high low"), _words("over divided squared")
"""A sentence with the first, a minus and none of the second tells of the numerator of the quotient rule alone."""

NAMING = _words(
    """
    first second third top bottom numerator denominator inner outer inside outside middle layer layers part parts term
    terms factor factors rule name class exercise homework date
    """
)
"""Before the expression that ends a line: it is something else than the derivative."""

SPEAKING_OF = _words(
    """
    the of for with constant term factor by function since because use using where and both on to inside outside
    inner outer let differentiate derive expand take taking multiply divide add subtract times plus minus over
    in at from via wrt like root square power exponent base number coefficient letter variable a an each every
    this that when if as apply rewrite copy have find given consider differentiating deriving expanding respect problem
    question task
    """
)
"""After these words an expression is spoken of, and not said to be the derivative."""

SHORT = _words(
    """
    ok okay oh hm hmm um hey vs eg ie etc pf lo hi qed law via per sub btw omg wow tho cuz bc pls
    et und ist mit est les par der die das sei por con che una uno des aus
    """
)
"""Short words that are no products of letters."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of these words, the longest that fits."""
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"
