"""Libraries that take longer to load than a short command runs: each is loaded when it is first used.

Start-up is the only reason for which anything is loaded late. These libraries are named here and used as any module;
what else is imported within a function brings one of them, or a format, a store or a screen that few commands need.

Of FLINT only those types are loaded that are used: all of them together take twice as long as balls alone.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
from functools import partial
from types import ModuleType
from typing import Any


class _Library:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        value = self._find(attribute)
        setattr(self, attribute, value)  # from now on it is found at once
        return value

    def _find(self, attribute: str) -> Any:
        return getattr(importlib.import_module(self._name), attribute)


class _ByTypes(_Library):
    """A package in which `types` has a module of its own for each type."""

    def _find(self, attribute: str) -> Any:
        if self._name not in sys.modules:
            _set_aside(self._name)
        try:
            module = importlib.import_module(_HOMES.get(attribute, f"{self._name}.types.{attribute}"))
        except ModuleNotFoundError:
            module = importlib.import_module(self._name)
        return getattr(module, attribute)


_HOMES = {"ctx": "flint.pyflint"}
"""Modules of what is no type."""


_one_at_a_time = threading.RLock()


class _SetAside(ModuleType):
    """A package whose own code runs as soon as anything is looked for that its modules have not put there.

    So whoever else imports the package has the whole of it. (`importlib.util.LazyLoader` would run that code as soon as
    one of its modules is imported, which is all that is wanted here.)
    """

    def __getattr__(self, attribute: str) -> Any:
        self._complete()
        return ModuleType.__getattribute__(self, attribute)

    def __dir__(self) -> list[str]:
        self._complete()
        return [*vars(self)]

    def _complete(self) -> None:
        with _one_at_a_time:  # another thread that looks for something now has to wait until it is there
            own_code = vars(self).pop("own_code", None)
            if own_code is not None:
                own_code()
                self.__class__ = ModuleType  # type: ignore[assignment]


def _set_aside(name: str) -> None:
    """Make a package known, so that its modules can be imported one by one."""
    spec = importlib.util.find_spec(name)
    if spec is not None and spec.loader is not None:
        package = importlib.util.module_from_spec(spec)
        package.__class__ = _SetAside
        vars(package)["own_code"] = partial(spec.loader.exec_module, package)
        sys.modules.setdefault(name, package)  # by now another thread may have imported the whole of it


difflib: Any = _Library("difflib")
flint: Any = _ByTypes("flint")
sympy: Any = _Library("sympy")
