"""STACK's potential response trees: an answer is compared with what is foreseen, node by node, until one fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from derivtutor.render.exports.moodle_xml import element, group, plain, rich, text
from derivtutor.render.exports.words import clean, html_with_tex

_END = -1
"""Stands for the next node where there is none."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer that is foreseen: the test that recognises it, its share of the points and what is said.

    `form` is the test of its form, if one was asked for: where it fails there is `less` credit, and `says` is said.
    """

    model: str
    credit: float
    says: str = ""
    test: str = "AlgEquiv"
    option: str = ""
    form: str = ""
    less: float = 0.0


@dataclass(frozen=True, slots=True)
class Tree:
    """The responses to one input, in the order in which they are tried."""

    number: int
    responses: tuple[Response, ...]
    as_typed: bool = False
    """Whether the answer must not be simplified before it is compared."""

    @property
    def answer(self) -> str:
        return f"ans{self.number}"

    @property
    def name(self) -> str:
        return f"prt{self.number}"


@dataclass(frozen=True, slots=True)
class _Branch:
    """What happens where a test holds, or where it does not."""

    score: float
    note: str
    next: int = _END
    says: str = ""

    def xml(self, word: str) -> Iterator[str]:
        yield plain(f"{word}scoremode", "=")
        yield plain(f"{word}score", f"{self.score:.7f}")
        yield element(f"{word}penalty")
        yield plain(f"{word}nextnode", self.next)
        yield plain(f"{word}answernote", self.note)
        yield rich(f"{word}feedback", html_with_tex(self.says))


@dataclass(frozen=True, slots=True)
class _Node:
    number: int
    test: str
    model: str
    option: str
    if_true: _Branch
    if_false: _Branch = field(default=_Branch(0.0, ""))

    def xml(self, answer: str) -> str:
        return group(
            "node",
            plain("name", self.number),
            element("description"),
            plain("answertest", self.test),
            plain("sans", answer),
            plain("tans", self.model),
            plain("testoptions", self.option),
            plain("quiet", 1),
            *self.if_true.xml("true"),
            *self.if_false.xml("false"),
        )


def tree_xml(tree: Tree) -> str:
    """A potential response tree."""
    return group(
        "prt",
        plain("name", tree.name),
        plain("value", "1.0000000"),
        plain("autosimplify", int(not tree.as_typed)),
        plain("feedbackstyle", 1),
        element("feedbackvariables", text("")),
        *(node.xml(tree.answer) for node in _nodes(tree)),
    )


def _nodes(tree: Tree) -> list[_Node]:
    """A chain of tests; those of forms stand after its end."""
    chain: list[_Node] = []
    forms: list[_Node] = []
    count = len(tree.responses)
    for number, response in enumerate(tree.responses):
        otherwise = _Branch(0.0, f"{tree.name}-{number}-F", number + 1 if number + 1 < count else _END)
        then = _Branch(response.credit, f"{tree.name}-{number}-T", says=response.says)
        option = response.option
        if response.form:
            later, option = count + len(forms), ""
            has = _Branch(response.credit, f"{tree.name}-{later}-T")
            lacks = _Branch(response.less, f"{tree.name}-{later}-F", says=response.says)
            forms.append(_Node(later, response.form, response.model, response.option, has, lacks))
            then = _Branch(response.credit, f"{tree.name}-{number}-T", later)
        chain.append(_Node(number, response.test, response.model, option, then, otherwise))
    return [*chain, *forms]


def tests_xml(trees: Sequence[Tree], keys: Sequence[str], penalty: float) -> list[str]:
    """STACK's own tests of a question: the keys are right, and what is foreseen for the first input is recognised."""
    cases: list[tuple[str, tuple[str, ...], float, int | None]] = [("The key.", tuple(keys), 1.0, None)]
    if not trees[0].as_typed:
        for number, response in enumerate(trees[0].responses):
            if response.test == "AlgEquiv" and response.model != keys[0]:
                cases.append((response.says, (response.model, *keys[1:]), response.credit, number))
    return [_test_xml(place, trees, *case, penalty) for place, case in enumerate(cases, 1)]


def _test_xml(
    place: int, trees: Sequence[Tree], why: str, given: Sequence[str], credit: float, node: int | None, penalty: float
) -> str:
    inputs = [
        group("testinput", plain("name", tree.answer), plain("value", value))
        for tree, value in zip(trees, given, strict=True)
    ]
    expected = []
    for tree in trees:
        score, at = (credit, node) if tree is trees[0] and node is not None else (1.0, _key_node(tree))
        expected.append(
            group(
                "expected",
                plain("name", tree.name),
                plain("expectedscore", f"{score:.7f}"),
                plain("expectedpenalty", f"{0.0 if score == 1 else penalty:.7f}"),
                plain("expectedanswernote", f"{tree.name}-{at}-T"),
            )
        )
    return group("qtest", plain("testcase", place), plain("description", clean(why)), *inputs, *expected)


def _key_node(tree: Tree) -> int:
    """The node at which the key ends: the test of its form, if there is one."""
    forms = [number for number, response in enumerate(tree.responses) if response.form]
    if forms:
        return len(tree.responses)
    return next(number for number, response in enumerate(tree.responses) if response.credit == 1)
