"""What tests of all parts share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from derivtutor.errors import UserError

os.environ["DERIVTUTOR_LANGUAGE"] = "en"
"""Tests speak English wherever they run, and so do the programs that they start."""

settings.register_profile(
    "the same everywhere", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("the same everywhere")
"""Neither chance nor a busy machine decides what fails."""

Effort = Callable[[Callable[[], Any]], int]


@pytest.fixture
def effort() -> Effort:
    """How many functions are called while something is done: a measure of work that no busy machine changes."""

    def measured(doing: Callable[[], Any]) -> int:
        calls = 0

        def note(frame: FrameType, event: str, _: Any) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            with suppress(UserError):  # what is refused takes effort, too
                doing()
        finally:
            sys.setprofile(None)
        return calls

    return measured
