"""A request of every kind, and the command that prints the same document."""

from __future__ import annotations

from typing import Any, NamedTuple


class Case(NamedTuple):
    """What is asked, what it is told, the words of the command, and its standard input."""

    request: str
    given: dict[str, Any]
    command: tuple[str, ...]
    stdin: str = ""


CASES = (
    Case("explain", {"problem": "sin(x^2)", "at": "x=1"}, ("explain", "sin(x^2)", "--at", "x=1")),
    Case("explain", {"problem": "ln(x)/x", "order": 2, "plot": True}, ("explain", "ln(x)/x", "--order", "2", "--plot")),
    Case("explain", {"problem": "√x", "method": "definition"}, ("explain", "√x", "--method", "definition")),
    Case("check", {"problem": "sin(x^2)", "answer": "cos(x^2)"}, ("check", "sin(x^2)", "cos(x^2)")),
    Case("check", {"problem": "x^2", "at": "x=2", "answer": 4}, ("check", "x^2", "4", "--at", "x=2")),
    Case(
        "check",
        {"problem": "x^2 y", "answer": "(2x y, x)", "topic": "gradient"},
        ("check", "x^2 y", "(2x y, x)", "--topic", "gradient"),
    ),
    Case(
        "check_work",
        {"problem": "x^2 sin(x)", "lines": ["y' = (x^2)' sin(x) + x^2 (sin x)'", "= 2x sin(x) - x^2 cos(x)"]},
        ("check", "x^2 sin(x)", "--work", "-"),
        "y' = (x^2)' sin(x) + x^2 (sin x)'\n= 2x sin(x) - x^2 cos(x)\n",
    ),
    Case("hint", {"problem": "x^2/(x+1)", "level": "4"}, ("hint", "x^2/(x+1)", "--level", "4")),
    Case("next_step", {"problem": "x sin x", "lines": ""}, ("next", "x sin x")),
    Case(
        "implicit", {"equation": "x^2 + y^2 = 25", "at": "x=3,y=4"}, ("implicit", "x^2 + y^2 = 25", "--at", "x=3,y=4")
    ),
    Case("tangent", {"expression": "x^2", "at": ["x=1"]}, ("tangent", "x^2", "--at", "x=1")),
    Case("parametric", {"x": "cos t", "y": "sin t"}, ("parametric", "cos t", "sin t")),
    Case(
        "rates",
        {"equation": "x^2 + y^2 = 25", "at": "x=3,y=4", "known": "dx/dt=2", "wanted": "dy/dt"},
        ("rates", "x^2 + y^2 = 25", "--at", "x=3,y=4", "--known", "dx/dt=2", "--wanted", "dy/dt"),
    ),
    Case("inverse", {"expression": "x^3", "at": "y=1"}, ("inverse", "x^3", "--at", "y=1")),
    Case("partial", {"expression": "x y", "wrt": "x"}, ("partial", "x y", "--wrt", "x")),
    Case(
        "gradient",
        {"expression": "x^2 + y^2", "at": "x=1,y=2", "plot": "true"},
        ("gradient", "x^2 + y^2", "--at", "x=1,y=2", "--plot"),
    ),
    Case(
        "directional",
        {"expression": "x^2 y", "along": "3,4", "at": "x=1,y=2"},
        ("directional", "x^2 y", "--along", "3,4", "--at", "x=1,y=2"),
    ),
    Case("tangent_plane", {"expression": "x y", "at": "x=1,y=2"}, ("tangent-plane", "x y", "--at", "x=1,y=2")),
    Case(
        "total",
        {"expression": "x y", "where": ["x=t", "y=t^2"]},
        ("total", "x y", "--where", "x=t", "--where", "y=t^2"),
    ),
    Case("jacobian", {"expressions": ["x y", "x + y"]}, ("jacobian", "x y", "x + y")),
    Case("hessian", {"expression": "x^2 y"}, ("hessian", "x^2 y")),
    Case("critical", {"expression": "x^2 + y^2"}, ("critical", "x^2 + y^2")),
    Case("lagrange", {"expression": "x y", "where": "x^2 + y^2 = 8"}, ("lagrange", "x y", "x^2 + y^2 = 8")),
    Case(
        "taylor", {"expression": "sin x", "order": 3, "within": 1}, ("taylor", "sin x", "--order", "3", "--within", "1")
    ),
    Case(
        "descend",
        {"expression": "x^2", "start": "3", "rate": 0.1, "steps": 2},
        ("descend", "x^2", "--from", "3", "--rate", "0.1", "--steps", "2"),
    ),
    Case("verify", {"expression": "sin x", "at": "x=1"}, ("verify", "sin x", "--at", "x=1")),
    Case(
        "matrix",
        {"expression": "||X w - y||^2", "wrt": "w", "shapes": "X=5x3"},
        ("matrix", "||X w - y||^2", "--wrt", "w", "--shapes", "X=5x3"),
    ),
    Case(
        "backprop",
        {"program": "z = w*x; y = sigmoid(z)", "at": "w=0.8,x=0.5"},
        ("backprop", "z = w*x; y = sigmoid(z)", "--at", "w=0.8,x=0.5"),
    ),
    Case(
        "train",
        {"program": "L = (w*x - y)^2", "at": "w=1,x=2,y=3", "wrt": "w", "steps": 1},
        ("train", "L = (w*x - y)^2", "--at", "w=1,x=2,y=3", "--wrt", "w", "--steps", "1"),
    ),
    Case(
        "check_backprop",
        {"program": "a = w*x; L = (a - y)^2", "at": "w=3,x=2,y=1", "lines": "dL/da = 10\ndL/dw = 30"},
        ("check", "--backprop", "a = w*x; L = (a - y)^2", "--at", "w=3,x=2,y=1", "--work", "-"),
        "dL/da = 10\ndL/dw = 30\n",
    ),
)

OF_THE_PAGE = {
    "plot": {"problem": "1/x"},
    "read": {"problem": "x sin x"},
    "steps": {"problem": "x sin x"},
    "judge": {"problem": "x^2", "answer": "2x + 1"},
}
"""Requests that no command answers."""
