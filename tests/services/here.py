"""Somewhere to answer requests within this process, without a limit: a busy machine changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from derivtutor.services.answering import Answer, Outcome, answer, complaint
from derivtutor.services.sentences import BUSY


class Here:
    """Answers at once, but a problem that is the name of an outcome has that, and one called `wait` waits for ever."""

    def __init__(self) -> None:
        self.cancelled = 0
        self.waits = asyncio.Event()

    async def answer(self, name: str, given: Mapping[str, Any]) -> Answer:
        outcomes: dict[Any, Outcome] = {"late": "late", "crashed": "crashed", "busy": "busy"}
        problem = given.get("problem")
        if problem in outcomes:
            return complaint(BUSY(), outcomes[problem])
        if problem == "wait":
            self.waits.set()
            try:
                await asyncio.Event().wait()
            finally:
                self.cancelled += 1
        return answer(name, given)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """There is nothing to end."""
