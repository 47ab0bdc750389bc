"""Libraries that take longer to load than a short command runs: each is loaded when it is first used.

Start-up is the only reason for which anything is loaded late. These libraries are named here and used as any module;
what else is imported within a function brings one of them, or a format, a store or a screen that few commands need.
"""

from __future__ import annotations

import importlib
from typing import Any


class _Library:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(importlib.import_module(self._name), attribute)
        setattr(self, attribute, value)  # from now on it is found at once
        return value


flint: Any = _Library("flint")
sympy: Any = _Library("sympy")
