"""Which runs of letters are words and no product: the rule, the commonest words, what to write instead."""

from __future__ import annotations

from derivtutor.notation import sentences

_TEXT = """
    all also an and answer any apply applying are as at be because becomes both but by can chain common constant could
    cube derive did do does each equals exponent exponential expand expanding factor factoring final finally find first
    for from function get gets give gives giving given got had hence here has have how if in inner inside into is it
    its last let line means multiply may my need next no not note now of on one or our out outer outside product put
    putting quotient root rule same second see set simplified simplify simplifies simplifying sine since so step sum
    take taking tangent term than that the their them then there therefore thing things think this thus to too try up
    us use used using want was way we what when where which who why will with would write yet yields you your
    arcsine arctangent cosine logs calculate compute cross derivative derivatives differentiate differentiating
    differentiation evaluate hello help please problem question solution solve
"""
_NUMBERS = """
    zero two three four five six seven eight nine ten eleven twelve half third number numbers single point points
    plus minus times over power arc square squared cubed prime divided deg degs degree degrees rad rads radian radians
"""
_NO_ANSWER = """
    idk idc dne nan nil null none nothing yes yep nah help dunno exist exists much ans inf bye lol tbd pls plz thx
    skip pass sorry dont cant know idea guess undefined unknown
"""
_PROGRAMS = """
    foo bar baz fun val var avg std rnd inv der dif lim sum prod diff grad det sinc ceil floor mod func gcd lcm
"""

WORDS = frozenset(f"{_TEXT} {_NUMBERS} {_NO_ANSWER} {_PROGRAMS}".split())
"""Words that would be read as products of letters, or that have the name of a function in them."""

_INSTEAD = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "half": "1/2", "plus": "+", "minus": "-", "times": "*", "over": "/",
    "divided": "/", "squared": "^2", "square": "^2", "cubed": "^3", "cube": "^3", "equals": "=",
}  # fmt: skip
_RADIANS = frozenset({"rad", "rads", "radian", "radians"})
_DEGREES = frozenset({"deg", "degs", "degree", "degrees"})
ANGLES = _RADIANS | _DEGREES
_OF_TWO = frozenset({"is", "if", "we", "hi"})
"""Words of two letters that are hardly products; `at`, `in`, `my` and others are."""

_SHORT = 3
_LONG = 4
_VOWELS = frozenset("aeiouAEIOU")


def is_product(letters: str, called: bool) -> bool:
    """Whether letters in a row would be written side by side for a product, as `abx`, `mgh` and `xyzw` are.

    Nobody multiplies by a letter o. Up to three letters are a product unless they are one of the `WORDS`; more of
    them, or three that a bracket follows (which are `called`), are one if no vowel stands after the first.

    >>> [word for word in ("mgh", "abx", "foo", "idk", "xyzw", "rate") if is_product(word, called=False)]
    ['mgh', 'abx', 'xyzw']
    """
    if len(letters) < 2:
        return True
    if "o" in letters or "O" in letters or letters in _OF_TWO:
        return False
    if len(letters) >= _SHORT and letters.lower() in WORDS:
        return False
    return len(letters) < _SHORT + (not called) or _VOWELS.isdisjoint(letters[1:])


def ends_in_e(letters: str) -> bool:
    """Whether the last letter is the number e, where a power follows: `abxe^x`, and not `rate^2`."""
    return len(letters) > 1 and letters[-1] == "e" and is_product(letters[:-1], called=True)


def no_mathematics(word: str, called: bool) -> tuple[str, str]:
    """What is said of a word: a message and a remedy."""
    plain = word.lower()
    if plain in _DEGREES:
        return sentences.IN_RADIANS.words()
    if plain in _RADIANS:
        return sentences.RADIANS_ANYWAY.words(word=word)
    if plain in _INSTEAD and not called:
        return sentences.WORD_FOR_SIGN.words(word=word, sign=_INSTEAD[plain])
    if called:
        return sentences.UNKNOWN_FUNCTION.words(word=word)
    may_be_product = plain not in WORDS and _SHORT <= len(word) <= _LONG
    says = sentences.WORD_OR_PRODUCT if may_be_product else sentences.WORD
    return says.words(word=word, product="*".join(word))


def no_name(word: str) -> tuple[str, str]:
    """What is said of a word that could be a name if signs stood around it."""
    if word.lower() in WORDS:
        return no_mathematics(word, called=False)
    return sentences.WORD_OR_NAME.words(word=word)
