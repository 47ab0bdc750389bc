"""What panels show, key by key; run as a program it writes the golden file anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from derivtutor.exploring.subjects import pressed, start
from derivtutor.network.examples import example
from derivtutor.render.exploring import frame

GOLDEN = Path(__file__).parent / "panels_seen.txt"


class Session(NamedTuple):
    """What is typed, the keys that are pressed, and how wide the screen is."""

    operands: tuple[str, ...]
    options: dict[str, Any]
    keys: str
    width: int = 80


SESSIONS = (
    Session(("x^2 + 2y^2",), {"at": "3,2"}, "n n plus plus plus n u 0 shift+left left"),
    Session(("x^2 - y^2",), {"at": "0,0"}, "up n", 60),
    Session(("(1 - x)^2 + 100(y - x^2)^2",), {"at": "-1,1", "rate": "0.001"}, "n n n n"),
    Session(("ln(x y)",), {"at": "1,1"}, "shift+left n right"),
    Session(("L = (w*x + b - y)^2",), {"at": "w=1.5,b=0.5,x=2,y=1"}, "f right right b up"),
    Session((example("shared").program,), {}, "f right right right right right right i down"),
    Session((example("two-layer").program,), {}, "i i i b", 60),
    Session((example("deep-10").program,), {}, "b"),
    Session(("sin(x^2)", "y = sigmoid(w*x + b)"), {"at": "x=0.5,w=0.6,b=0.1"}, "right b up i i up"),
)


def seen() -> str:
    """All sessions, each with what is shown at first and after its last two keys."""
    return "\n\n".join(["\n".join(_session(session)) for session in SESSIONS]) + "\n"


def _session(session: Session) -> Iterator[str]:
    subject, state = start(session.operands, session.options)
    keys = session.keys.split()
    states = [state, *pressed(subject, state, keys)]
    yield f"##### {' | '.join(session.operands).strip()} {session.options}"
    for number in sorted({0, len(keys) - 1, len(keys)}):
        yield f"\n### {' '.join(keys[:number]) or 'at first'}\n"
        yield frame(subject, states[number], session.width)


if __name__ == "__main__":
    GOLDEN.write_text(seen(), "utf-8")
