"""What a page consists of, whatever it is set in: a document is a title and blocks, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from msgspec import Struct

from derivtutor.derivation.account import Side
from derivtutor.derivation.model import Line
from derivtutor.notation.tree import Derivative, Name, Node, Number

if TYPE_CHECKING:
    from derivtutor.calculus.drawing import Drawing
    from derivtutor.calculus.figures import figure as figures

Phrase: TypeAlias = tuple[str | Side, ...]
"""Words and formulas in a row."""


class Equation(Struct, frozen=True):
    """`left = right`; `why` labels it. `in_letters` is the right side with a letter for a layer further in."""

    left: Node
    right: Node
    why: str = ""
    in_letters: Node | None = None


class Turn(Struct, frozen=True):
    """One more `= expression`, and why it holds; one that `is_about` is written with ≈."""

    expression: Side
    why: str = ""
    is_about: bool = False


# -- before and after the steps ------------------------------------------------------------------------------------


class Question(Struct, frozen=True):
    """What is asked: the function by its name, what it is differentiated by, and what was typed.

    It `is_reworded` where the function is written otherwise than it was typed.
    """

    typed: str
    is_reworded: bool
    statement: Equation
    variables: tuple[Name, ...]


class Heading(Struct, frozen=True):
    """What the following blocks are. It `is_needed` where one such part follows another, else the blocks tell it."""

    words: str
    is_needed: bool = False


class Notes(Struct, frozen=True):
    """Sentences, each for itself."""

    sentences: tuple[str, ...]


class Prose(Struct, frozen=True):
    """A sentence, with formulas in it."""

    phrase: Phrase


class Chain(Struct, frozen=True):
    """`left = … = …`; one that `is_answer` ends with what was asked."""

    left: Side
    turns: tuple[Turn, ...]
    is_answer: bool = False


class Table(Struct, frozen=True):
    """Rows of words and formulas below headings."""

    columns: tuple[Phrase, ...]
    rows: tuple[tuple[Phrase, ...], ...]


class Graph(Struct, frozen=True):
    """Boxes and arrows between them."""

    drawing: Drawing


class Figure(Struct, frozen=True):
    """Axes with curves, and a sentence that says what they show."""

    figure: figures.Figure


class Code(Struct, frozen=True):
    """A program, to be copied as it stands."""

    text: str


class Layers(Struct, frozen=True):
    """A composition from the outside in."""

    equations: tuple[Equation, ...]


class Answer(Struct, frozen=True):
    """The result; `why` is told where the steps have not led to its form. It may have stood above, ending the lines."""

    left: Node
    expression: Node
    why: str = ""
    stood_above: bool = False


# -- the way -------------------------------------------------------------------------------------------------------


class Lines(Struct, frozen=True):
    """The whole expression line by line, as on paper; `asked` says in short what the first line does."""

    left: Node
    asked: Derivative
    lines: tuple[Line, ...]
    end_in_answer: bool


class Part(Struct, frozen=True):
    """What a letter of the formula stands for, labelled by its role, and its derivative where the formula uses that.

    `found_by` is the step that differentiates it, if one tells of that.
    """

    meaning: Equation
    rate: Equation | None = None
    found_by: Step | None = None


class Step(Struct, frozen=True):
    """A step and all that is below it: its rule, what the letters of the formula are here, what comes out.

    `title` is the rule's, `heading` also says if it is understood, and `headings` names the rules of all that takes
    one line with it. `says` is the rule in words, empty where it was told before; it `needs_words` where no formula
    says as much, and `is_new` where no step before had its rule. `formula` is the rule in letters, None where it
    was told or this very step is it; `rewriting` is what the function was rewritten as before, and why. `in_place`
    means that its letters need not be told, as its parts are differentiated where they stand. `before` are
    equations on the way to the parts' derivatives, `after` from there to the result.

    `asked` is what is differentiated and `left` what that is called, `result` the formula with the parts put in and
    `in_letters` the same with a letter for what is inside; `tidied` is what becomes of it. A step that `is_bare` is
    told by its equation alone, and one that `is_brief` by one line, with all that is below it. `earlier` is the number
    of the step that told the same, and `earlier_line` that of the one in whose line it stands, where steps take one.
    `rule` is the rule's id.
    """

    number: str
    title: str
    heading: str
    headings: str
    asked: Derivative
    left: Node
    result: Node
    says: str = ""
    needs_words: bool = False
    is_new: bool = False
    formula: Equation | None = None
    rewriting: tuple[Turn, ...] = ()
    parts: tuple[Part, ...] = ()
    in_place: bool = False
    before: tuple[Equation, ...] = ()
    after: tuple[Equation, ...] = ()
    in_letters: Node | None = None
    tidied: tuple[Turn, ...] = ()
    earlier: str = ""
    earlier_line: str = ""
    is_bare: bool = False
    is_brief: bool = False
    steps: tuple[Step, ...] = ()
    rule: str = ""

    @property
    def final(self) -> Side:
        """What the step comes to."""
        return self.tidied[-1].expression if self.tidied else self.result

    @property
    def in_short(self) -> tuple[Side, ...]:
        """The result and what it becomes; of a formula with nothing but numbers put in only what that becomes."""
        is_plain = self.parts and all(isinstance(part.meaning.right, Number) for part in self.parts)
        return (self.final,) if is_plain or self.result == self.final else (self.result, self.final)

    def with_below(self) -> Iterator[Step]:
        """The step and all that is below it."""
        pending = [self]
        while pending:
            current = pending.pop()
            yield current
            pending.extend(reversed(current.steps))


# -- numbers -------------------------------------------------------------------------------------------------------


class Form(Struct, frozen=True):
    """One way of writing a number: it `is_equal`, or rounded."""

    number: Node
    is_equal: bool


class Value(Struct, frozen=True):
    """`left = √3/2 ≈ 0.866025`; without any form there is `nothing` to show."""

    left: Node
    forms: tuple[Form, ...]
    nothing: str = "is undefined"

    def right(self, write: Callable[[Node], str], equal: str, about: str) -> str:
        """The right side with its signs, such as `= √3/2 ≈ 0.866025`."""
        return " ".join(f"{equal if form.is_equal else about} {write(form.number)}" for form in self.forms)


class LayerNumbers(Struct, frozen=True):
    """One layer of a composition: `u = e^v`, its value and its local rate `du/dv`."""

    function: Equation
    value: Value
    rate: Value


class Beside(Struct, frozen=True):
    """What there is on one side of the point: words, and the value that they are about, if any."""

    words: str
    value: Value | None = None


class Numbers(Struct, frozen=True):
    """All that is told about a point: what the function and its derivatives are there, `f(2)` and `f′(2)`.

    Layers and tangent are of a first derivative. `slopes` are the first derivative and, where another was asked for,
    that one; the first is the product of the layers' rates where it `is_product`.
    """

    point: tuple[Value, ...]
    value: Value
    layers: tuple[LayerNumbers, ...]
    slopes: tuple[Value, ...]
    tangent: Value | None
    sides: tuple[Beside, ...]
    trend: str

    @property
    def is_product(self) -> bool:
        """Whether all the layers have rates, whose product is the slope."""
        return bool(self.layers and self.slopes[0].forms) and all(layer.rate.forms for layer in self.layers)


# -- the page ------------------------------------------------------------------------------------------------------

Block: TypeAlias = (
    Question
    | Heading
    | Notes
    | Prose
    | Layers
    | Step
    | Lines
    | Chain
    | Table
    | Graph
    | Figure
    | Code
    | Answer
    | Numbers
)


class Document(Struct, frozen=True):
    """A page: its title, what a window with it is called, and its blocks."""

    title: Phrase
    window: Phrase
    blocks: tuple[Block, ...]


Out = TypeVar("Out", covariant=True)


class Setter(Protocol[Out]):
    """A format: how it sets each kind of block."""

    def question(self, question: Question, /) -> Out: ...
    def heading(self, heading: Heading, /) -> Out: ...
    def notes(self, notes: Notes, /) -> Out: ...
    def prose(self, prose: Prose, /) -> Out: ...
    def layers(self, layers: Layers, /) -> Out: ...
    def step(self, step: Step, /) -> Out: ...
    def lines(self, lines: Lines, /) -> Out: ...
    def equations(self, chain: Chain, /) -> Out: ...
    def table(self, table: Table, /) -> Out: ...
    def graph(self, graph: Graph, /) -> Out: ...
    def figure(self, figure: Figure, /) -> Out: ...
    def code(self, code: Code, /) -> Out: ...
    def answer(self, answer: Answer, /) -> Out: ...
    def numbers(self, numbers: Numbers, /) -> Out: ...


def set_blocks(document: Document, setter: Setter[Out]) -> list[Out]:
    """The blocks of a document, each as a format sets it."""
    ways: dict[type[Block], Callable[[Any], Out]] = {
        Question: setter.question,
        Heading: setter.heading,
        Notes: setter.notes,
        Prose: setter.prose,
        Layers: setter.layers,
        Step: setter.step,
        Lines: setter.lines,
        Chain: setter.equations,
        Table: setter.table,
        Graph: setter.graph,
        Figure: setter.figure,
        Code: setter.code,
        Answer: setter.answer,
        Numbers: setter.numbers,
    }
    return [ways[type(block)](block) for block in document.blocks]
