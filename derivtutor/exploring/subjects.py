"""The subjects that can be explored, one row each; a subject is loaded when it is asked whether it is the one."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from derivtutor.exploring import sentences
from derivtutor.exploring.subject import State, Subject
from derivtutor.exploring.typed import is_program

SUBJECTS: tuple[tuple[str, bool], ...] = (
    ("derivtutor.exploring.network.beside", True),
    ("derivtutor.exploring.network.subject", True),
    ("derivtutor.exploring.line.subject", False),
    ("derivtutor.exploring.landscape.subject", False),
)
"""The modules, each with its `SUBJECT`, and whether it is only for programs: such are not loaded for anything else.

The first one that makes a state of what was typed is taken.
"""


def start(operands: Sequence[str], options: dict[str, Any]) -> tuple[Subject, State]:
    """The subject of what was typed, and its first state.

    Args:
        operands: functions or a program, as text.
        options: what was given by name, such as `at`.

    Raises:
        UserError: where something is wrong with it, or no subject is made for it.
    """
    has_program = any(map(is_program, operands))
    for module, is_for_programs in SUBJECTS:
        if is_for_programs and not has_program:
            continue
        subject: Subject = importlib.import_module(module).SUBJECT
        state = subject.start(*operands, **options)
        if state is not None:
            return subject, state
    raise sentences.NOTHING_TO_EXPLORE()


def opened(subject: Subject, state: State, panel: str) -> Subject:
    """The subject with a panel before the others.

    Raises:
        UserError: where there is no such panel, or nothing to see in it.
    """
    shown = {each.id: each for each in subject.panels if each.view(state) is not None}
    if panel not in shown:
        raise sentences.NO_SUCH_PANEL(name=panel, names=", ".join(shown))
    others = tuple([each for each in subject.panels if each.id != panel])
    return replace(subject, panels=(shown[panel], *others))


def pressed(subject: Subject, state: State, keys: Sequence[str]) -> list[State]:
    """The states after each of some keys.

    Raises:
        UserError: where the subject has no such key.
    """
    changes = {key.name: key.change for key in subject.keys}
    states = []
    for name in keys:
        if name not in changes:
            raise sentences.NO_SUCH_KEY(name=name, names=", ".join(changes))
        state = changes[name](state)
        states.append(state)
    return states
