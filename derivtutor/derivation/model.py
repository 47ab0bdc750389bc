"""The values a derivation is made of: rules and their slips, goals, steps and the finished derivation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice
from typing import Literal, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from derivtutor.notation import linear
from derivtutor.notation.tree import Call, Node
from derivtutor.showing import Shown

Evidence: TypeAlias = Literal["documented", "analogous", "inferred"]
"""Whether a slip was seen in a published source, is of a published kind, or follows from the rule's form."""

Told: TypeAlias = Literal["alone", "first", "", "last"]
"""What a teacher names where several slips explain an answer.

Beside one that is told alone there is no other; the commonest come first, some only where nothing else explains it.
"""


PLAIN, LOOKED_UP = 0.1, 0.9
"""The effort of what is done without a line or a thought of its own, and of a derivative that stands in a table.

A power is known from memory; rules that put several derivatives together take most, since the parts must be kept apart.
"""

Telling: TypeAlias = Literal["", "once", "in passing", "apart"]
"""How a step is told: with its rule's formula, or with that only where the rule is used first.

What is told in passing can stand in one line with a sum around it; what is told apart never takes one line only.
"""

Statement: TypeAlias = Literal["letters", "itself", "factors", "composition", "integral", ""]
"""How a rule is stated where it is used: in its letters, renamed; by the step itself; for any number of factors; for a
function f of a letter; for the limits that vary; or not at all.
"""


class Slip(Shown, Struct, frozen=True):
    """A way in which a rule is got wrong: its wrong conclusion, and what a teacher says then.

    `pattern` narrows the rule's own pattern to the form in which the slip occurs; `within` is the rule of the step
    around it, for slips that only occur inside another rule's step. `told` says when it is named. What it does to a
    constant is `about` numbers, e and pi, or about other letters. One of `algebra` can also be made when a right
    derivative is tidied up.
    """

    id: str
    conclusion: str
    says: str
    evidence: Evidence = "inferred"
    pattern: str = ""
    within: str = ""
    told: Told = ""
    algebra: bool = False
    about: Literal["", "numbers", "letters"] = ""

    def _in_short(self) -> str:
        return f"slip {self.id}: {self.conclusion}"


class Goal(Shown, Struct, frozen=True, gc=False):
    """What a step differentiates, and by which variable. Letters from `level` on are free for its sub-steps."""

    expression: Node
    variable: str
    level: int = 0

    def _in_short(self) -> str:
        return f"goal: {linear.text(self.expression)} by {self.variable}"


class Part(Shown, Struct, frozen=True, gc=False):
    """A piece of the goal that the rule's formula names: `u = x^2`, or the `outer` and `inner` function."""

    role: str
    letter: str
    expression: Node

    def _in_short(self) -> str:
        return f"part {self.letter or self.role} = {linear.text(self.expression)}"


class Match(Shown, Struct, frozen=True):
    """How a rule applies to a goal.

    `goals` are what remains to be differentiated; `conclude` takes their derivatives, in that order, and puts them
    into the rule's conclusion. `respell` writes the result the way the goal was written (a root as a root).
    `rewriting` is how the goal was rewritten before it is differentiated, one law after the other.
    `letters` renames the letters of the rule's formula so that none is used twice on the way down, and `bindings`
    says what each letter stands for. `stated` is how the rule is stated here, where that is not as in its row.
    """

    parts: tuple[Part, ...]
    goals: tuple[Goal, ...]
    conclude: Callable[[tuple[Node, ...]], Node]
    respell: Callable[[Node], Node] | None = None
    rewriting: tuple[Tidying, ...] = ()
    letters: Mapping[str, str] = {}
    bindings: Mapping[str, Node] = {}
    stated: Statement | None = None

    def _in_short(self) -> str:
        return f"match: {', '.join([part._in_short() for part in self.parts]) or 'no parts'}"


class Letters:
    """The letters that stand for parts: in order, without those that the problem uses itself."""

    def __init__(self, taken: frozenset[str]) -> None:
        self.taken = taken
        self.free = tuple([letter for letter in "uvwstpqrzmk" if letter not in taken])

    def __getitem__(self, index: int) -> str:
        if index < len(self.free):
            return self.free[index]
        letter = self.free[0] if self.free else "u"
        numbered = (name for number in count(1) if (name := f"{letter}_{number}") not in self.taken)
        return next(islice(numbered, index - len(self.free), None))


class Context(Protocol):
    """What a matcher may ask about the problem around its goal."""

    letters: Letters

    def depends(self, node: Node, variable: str) -> bool:
        """Whether the expression has the variable in it."""
        ...

    def has_rule(self, node: Call, argument: Node) -> bool:
        """Whether a rule of the book differentiates this function by this argument."""
        ...


Matcher: TypeAlias = Callable[["Rule", Goal, Context], Match | None]


class Rule(Shown, Struct, frozen=True):
    """One rule of differentiation and all that belongs to it.

    `pattern` and `conclusion` are formulas in derivtutor's own notation. In them `c`, `n` and `a` are constants; `u`,
    `v` and `w` are differentiated where the conclusion has them with a prime, and are the variable itself otherwise.
    `introduces` names a further expression whose derivative the conclusion uses (`w = v ln(u)`), and `work` is written
    out as equations between the two. A rule whose pattern is no plain formula has a `matcher`, `forms` are the kinds of
    expression that one is tried on (all, if empty), and `functions` those of u that it takes beside the pattern's.

    `effort` is what its steps take, `telling` and `stated` how they are told. Where it goes `term_by_term`, its
    letters are never told: the parts are differentiated where they stand. One that is `structural` is about how an
    expression is put together, whatever its parts are, and one that `rewrites` gives it another form. `also` are
    other names, as students use them, `case_of` is the rule of which this is a case, and `in_words` states it where
    its formula does not.
    """

    id: str
    title: str
    pattern: str
    conclusion: str
    says: str
    example: str
    slips: tuple[Slip, ...] = ()
    when: str = ""
    introduces: tuple[str, str] | None = None
    work: tuple[tuple[str, str], ...] = ()
    matcher: Matcher | None = None
    forms: tuple[type, ...] = ()
    functions: tuple[str, ...] = ()
    effort: float = LOOKED_UP
    telling: Telling = ""
    stated: Statement = "letters"
    term_by_term: bool = False
    structural: bool = False
    rewrites: bool = False
    also: tuple[str, ...] = ()
    case_of: str = ""
    in_words: str = ""

    def _in_short(self) -> str:
        return f"rule {self.id}: {self.title}"

    @property
    def is_trivial(self) -> bool:
        """Whether its steps are not worth referring to."""
        return self.effort == 0

    @property
    def is_plain(self) -> bool:
        """Whether it is used along with others, without a line or a thought of its own."""
        return self.effort <= PLAIN

    @property
    def is_basic(self) -> bool:
        """Whether it is needed nearly everywhere, without being spoken of: the plain ones and those told in passing."""
        return self.is_plain or self.telling == "in passing"

    @property
    def composes(self) -> bool:
        """Whether it puts a function into another."""
        return self.stated == "composition"


class Tidying(Shown, Struct, frozen=True, dict=True, eq=False):
    """A labelled simplification: the laws used, and what the expression has become.

    One that is taken `apart` when it is asked for has no laws of its own: its `single` ones have.
    """

    laws: tuple[str, ...]
    result: Node
    apart: Callable[[], Iterator[tuple[str, Node]]] | None = None
    """How it was come to, one law after the other; worked out when it is asked for."""

    def _in_short(self) -> str:
        return f"tidying to {linear.text(self.result)} ({', '.join(self.laws)})"

    @cached_property
    def single(self) -> tuple[Tidying, ...]:
        """The same in single laws, one after the other."""
        if self.apart is None:
            return (self,)
        return tuple([Tidying((law,), result) for law, result in self.apart()])


@dataclass(frozen=True, slots=True, repr=False)
class Step(Shown):
    """A goal differentiated with one rule; `steps` differentiate its parts.

    `applied` is the rule's conclusion with the parts' derivatives put in, `tidying` what was simplified after that.
    A sub-derivation that occurs twice is the same object twice.
    """

    goal: Goal
    rule: Rule
    match: Match = field(compare=False, repr=False)
    steps: tuple[Step, ...]
    applied: Node
    tidying: tuple[Tidying, ...]

    def _in_short(self) -> str:
        return f"step: {self.rule.id}, {linear.text(self.goal.expression)} -> {linear.text(self.result)}"

    @property
    def result(self) -> Node:
        return self.tidying[-1].result if self.tidying else self.applied

    @property
    def stated(self) -> Statement:
        """How the rule is stated here."""
        return self.rule.stated if self.match.stated is None else self.match.stated

    @property
    def composition(self) -> Composition | None:
        """The outer and the inner function, where this is a function of a function."""
        if not self.steps or self.steps[0].goal.variable == self.goal.variable:
            return None
        return Composition(*self.steps)


def steps_of(*roots: Step) -> Iterator[Step]:
    """Every step once, from the outside in; a sub-derivation that occurs twice is the same object twice."""
    pending, seen = [*reversed(roots)], set()
    while pending:
        step = pending.pop()
        if id(step) not in seen:
            seen.add(id(step))
            yield step
            pending.extend(reversed(step.steps))


class Composition(NamedTuple):
    """What differentiates the outer function, by a letter of its own, and what differentiates the inner one."""

    outer: Step
    inner: Step

    @property
    def letter(self) -> str:
        """What stands for the inner function in the outer one."""
        return self.outer.goal.variable


class Line(Shown, Struct, frozen=True):
    """One line on paper.

    Attributes:
        expression: the whole of it, as a syntax tree.
        rules: the ids of the rules, or the names of the laws, that led to it from the line before.
    """

    expression: Node
    rules: tuple[str, ...]

    def _in_short(self) -> str:
        return f"line {self.text} ({', '.join(self.rules)})"

    @property
    def text(self) -> str:
        """The line as plain text."""
        return linear.text(self.expression)
