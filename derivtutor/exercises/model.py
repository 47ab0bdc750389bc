"""The format of exercise files: sets of exercises, their fields, and what each field means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from derivtutor.exercises.kinds import KINDS, Facts
from derivtutor.grading.form import Form
from derivtutor.notation.reader import Base

if TYPE_CHECKING:
    Kind: TypeAlias = str
else:
    Kind = Literal[tuple(KINDS)]  # the decoder and the schema have the names from here

Id: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""Letters, digits, full stops, hyphens and underscores: it serves as a column, a file name and an anchor."""

Share: TypeAlias = Annotated[float, Meta(ge=0, le=1)]
"""A share of the points, from 0 to 1."""

NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
Positive: TypeAlias = Annotated[int, Meta(ge=1)]
Level: TypeAlias = Annotated[int, Meta(ge=1, le=5)]

Range: TypeAlias = str | list[int | float | str]
"""`2..9`, or a list of values."""


class Alternative(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An answer that is accepted beside the right one, or foreseen as a wrong one."""

    answer: Annotated[str, Meta(description="The other answer.")]
    credit: Annotated[Share, Meta(description="Its share of the points; 1 is as good as the key.")] = 1.0
    says: Annotated[str, Meta(description="What the student is told.")] = ""


class Exercise(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One exercise. What the engine can work out (answer, skills, difficulty, text) may be left out."""

    id: Annotated[Id, Meta(description="Its name: unique in the file; the column in tables of answers.")]
    kind: Annotated[Kind, Meta(description="What is asked for.")] = "derivative"
    title: Annotated[str, Meta(description="A short title.")] = ""
    text: Annotated[str, Meta(description="The question, in Markdown with $…$; {a} stands for the parameter a.")] = ""
    differentiate: Annotated[str, Meta(description="The function, as it is typed: x^2 sin(3x).")] = ""
    variable: Annotated[str, Meta(description="Differentiate with respect to this letter; the only one, else x.")] = ""
    variables: Annotated[tuple[str, ...], Meta(description="The order of the partials in a gradient.")] = ()
    of: Annotated[str, Meta(description="The letter that depends on the other one, along a curve; y if left out.")] = ""
    order: Annotated[int, Meta(ge=1, le=10, description="How often to differentiate.")] = 1
    at: Annotated[str | dict[str, str], Meta(description="A point, such as x=2; the answer is then a number.")] = ""
    along: Annotated[str, Meta(description="A direction: 3,4 or 60deg.")] = ""
    towards: Annotated[str, Meta(description="A point that lies in the direction, such as x=4,y=6.")] = ""
    where: Annotated[
        tuple[str, ...], Meta(description="What the letters depend on: x=sin(t),y=cos(t); or a condition on them.")
    ] = ()
    around: Annotated[str, Meta(description="The centre of a Taylor polynomial; 0 if left out.")] = ""
    known: Annotated[tuple[str, ...], Meta(description="Rates that are known, such as dx/dt=2.")] = ()
    wanted: Annotated[str, Meta(description="The rate that is wanted, such as dy/dt.")] = ""
    start: Annotated[str, Meta(description="Where a descent begins, such as 3,2.")] = ""
    rate: Annotated[str, Meta(description="The learning rate of a descent; 0.1 if left out.")] = ""
    steps: Annotated[int, Meta(ge=1, le=100, description="How many steps of a descent.")] = 1
    method: Annotated[Literal["plain", "momentum", "newton"], Meta(description="How a descent goes down.")] = "plain"
    program: Annotated[str, Meta(description="The lines of a program: z = w*x + b. The last one is the loss.")] = ""
    fill: Annotated[tuple[str, ...], Meta(description="What is to be filled in, in order: z, a, dL/da, dL/dw.")] = ()
    answer: Annotated[
        str, Meta(description="The key. Worked out where there is a function; else it must be given.")
    ] = ""
    choices: Annotated[tuple[str, ...], Meta(description="What can be chosen.")] = ()
    form: Annotated[Form, Meta(description="What the answer must look like.")] = "any"
    log: Annotated[Base, Meta(description="The base of log where none is written: e, 10 or 2.")] = "e"
    tolerance: Annotated[
        NotNegative | None, Meta(description="How far a number may be off; its last digit if left out.")
    ] = None
    points: Annotated[float, Meta(ge=0, le=1000, description="What a right answer is worth.")] = 1.0
    skills: Annotated[
        tuple[str, ...], Meta(description="The rules it needs (ids); found by the engine if left out.")
    ] = ()
    hints: Annotated[tuple[str, ...], Meta(description="Hints, the slightest first.")] = ()
    feedback: Annotated[
        dict[str, str], Meta(description="What to say to a slip (by its id) or to a choice (by its text).")
    ] = {}
    alternatives: Annotated[tuple[Alternative, ...], Meta(description="Other answers, with their credit.")] = ()
    parameters: Annotated[
        dict[str, Range], Meta(description="Letters that become numbers, different ones for each student: a: 2..9.")
    ] = {}
    tags: Annotated[tuple[str, ...], Meta(description="Words to find it by.")] = ()
    difficulty: Annotated[Level | None, Meta(description="From 1 to 5; estimated if left out.")] = None
    attempts: Annotated[Positive | None, Meta(description="How many attempts count; all if left out.")] = None

    @property
    def facts(self) -> Facts:
        """What is known of it by its kind alone."""
        return KINDS[self.kind]


class Scheme(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What share of the points an answer gets."""

    wrong_form: Annotated[Share, Meta(description="Right, but not in the form that was asked for.")] = 0.75
    one_slip: Annotated[Share, Meta(description="Wrong by one slip that was recognised.")] = 0.5
    two_slips: Annotated[Share, Meta(description="Wrong by two slips that were recognised.")] = 0.25
    follow_through: Annotated[Share, Meta(description="A line of a working that follows from a wrong one.")] = 0.5
    late: Annotated[Share, Meta(description="What is left of an answer's points after the due date.")] = 1.0


class ExerciseSet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file of exercises."""

    schema: Annotated[str, Meta(description="Where the schema is, for editors.")] = msgspec.field(
        default="", name="$schema"
    )
    title: Annotated[str, Meta(description="The title of the set.")]
    introduction: Annotated[str, Meta(description="What to read first, in Markdown.")] = ""
    due: Annotated[str, Meta(description="When answers are due: 2026-11-30T23:59, with an offset if need be.")] = ""
    seed: Annotated[int, Meta(description="Where the students' own numbers come from.")] = 0
    log: Annotated[Base, Meta(description="The base of log in all exercises: e, 10 or 2.")] = "e"
    credit: Annotated[Scheme, Meta(description="What share of the points an answer gets.")] = Scheme()
    defaults: Annotated[dict[str, Any], Meta(description="Fields for every exercise that does not have them.")] = {}
    exercises: Annotated[tuple[Exercise, ...], Meta(description="The exercises, in order.")] = ()

    def find(self, name: str) -> Exercise | None:
        """The exercise of this id."""
        return next((exercise for exercise in self.exercises if exercise.id == name), None)
