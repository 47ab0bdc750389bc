"""The requests: what each is called, which function answers it, what it is told, and what it hands out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from derivtutor.calculus.topics import TOPICS, Topic
from derivtutor.services import parameters, sentences
from derivtutor.services.parameters import Parameter


class Request(Struct, frozen=True, dict=True):
    """A library function as programs call it: by its name, with an object of what it is told.

    `home` is the module of the function; it hands out something that has the `document` of this name. Of its arguments,
    it is asked `without` some. One with a `figure` (the module that makes it) can be asked for that as well.
    Assistants have those that are a `tool`.
    """

    name: str
    home: str
    document: str
    says: str
    figure: str = ""
    without: tuple[str, ...] = ()
    tool: bool = False
    topic: Topic | None = None

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """All it can be told. The module of the function is loaded for that, unless it is a topic."""
        own = parameters.of_topic(self.topic) if self.topic else parameters.of_function(self.function, self.without)
        return (*own, _PLOT) if self.figure else tuple(own)

    @property
    def function(self) -> Callable[..., Any]:
        """The library function; its module is loaded when it is asked for."""
        found: Callable[..., Any] = getattr(importlib.import_module(f"derivtutor.{self.home}"), self.name)
        return found

    def document_for(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The document that answers.

        Raises:
            UserError: where something that was given is at fault.
        """
        told = parameters.taken(self.parameters, given)
        with_figure = bool(self.figure) and told.pop("plot", False)
        operands = [told.pop(operand) for operand in self.topic.operands] if self.topic else []
        account = self.function(*operands, **told)
        document: dict[str, Any] = account.as_dict()
        if with_figure:
            from derivtutor.calculus.figures.topics import figure_of  # few ask for it

            document |= {"figure": figure_of(self.figure, account).as_dict()}
        return document


_PLOT = Parameter("plot", "Add a figure to the document.", "flag", default=False)


def _of_topic(topic: Topic) -> Request:
    name = topic.name.replace("-", "_")
    is_tool = topic.name in _TOPICS_OF_ASSISTANTS
    return Request(name, f"calculus.{topic.home}", topic.name, topic.says, topic.figure, tool=is_tool, topic=topic)


_TOPICS_OF_ASSISTANTS = ("gradient", "matrix")
"""The others are for programs: with too many tools, a model chooses the wrong one."""

REQUESTS: tuple[Request, ...] = (
    Request(
        "explain",
        "calculus.methods",
        "derivation",
        "Differentiate a function and show every step with its rule.",
        figure="of_derivation",
        without=("budget",),
        tool=True,
    ),
    Request(
        "check",
        "grading.checking",
        "verdict",
        "Judge an answer: right or wrong, how that is known, and which misconception explains it.",
        tool=True,
    ),
    Request(
        "check_work",
        "grading.workings.checking",
        "working",
        "Judge a whole working line by line, and say what went wrong in the first wrong line.",
        tool=True,
    ),
    Request("hint", "grading.hints", "hint", "Give a hint that reveals as little as possible.", tool=True),
    Request("next_step", "grading.next_step", "next-step", "Say what to write next in a working.", tool=True),
    *map(_of_topic, TOPICS),
    Request(
        "backprop",
        "calculus.backpropagation.backprop",
        "backprop",
        "Go forward and backward through a program, edge by edge.",
        tool=True,
    ),
    Request(
        "train",
        "calculus.backpropagation.train",
        "train",
        "Take steps down a program by gradient descent, the first one taken apart.",
    ),
    Request(
        "check_backprop",
        "grading.backward.checking",
        "backward",
        "Judge a backward pass through a program line by line.",
    ),
    Request(
        "plot",
        "services.shown",
        "plot",
        "Draw a function, as data and as SVG, with a sentence that says what is seen.",
        tool=True,
    ),
    Request("read", "services.shown", "reading", "Say how an expression is read."),
    Request("steps", "services.shown", "steps", "Differentiate a function and show how, as HTML."),
    Request("judge", "services.shown", "judgement", "Judge an answer or a working, and say so in sentences."),
)
"""All of them; the last three are what the page asks for."""

BY_NAME = {request.name: request for request in REQUESTS}


def request_of(name: str) -> Request:
    """The request of this name.

    Raises:
        UserError: where there is none.
    """
    if name not in BY_NAME:
        raise sentences.NO_SUCH_REQUEST(name=name[:40], names=", ".join(BY_NAME))
    return BY_NAME[name]
