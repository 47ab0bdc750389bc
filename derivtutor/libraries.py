"""Libraries that take longer to load than a short command runs: each is loaded when it is first used.

Start-up is the only reason for which anything is loaded late. These libraries are named here and used as any module;
what else is imported within a function brings one of them, or a format, a store or a screen that few commands need.

Of FLINT only those types are loaded that are used: all of them together take twice as long as balls alone.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
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


class _SetAside(ModuleType):
    """A package that runs its own code as soon as anything is looked for that its modules have not put there."""

    def __getattr__(self, attribute: str) -> Any:
        self.__class__ = ModuleType  # type: ignore[assignment]
        assert self.__spec__ is not None
        assert self.__spec__.loader is not None
        self.__spec__.loader.exec_module(self)
        return getattr(self, attribute)


def _set_aside(name: str) -> None:
    """Make a package known, so that its modules can be imported one by one."""
    spec = importlib.util.find_spec(name)
    if spec is not None:
        package = _SetAside(name)
        package.__spec__, package.__path__ = spec, spec.submodule_search_locations or []
        package.__loader__, package.__package__, package.__file__ = spec.loader, name, spec.origin
        sys.modules[name] = package


flint: Any = _ByTypes("flint")
sympy: Any = _Library("sympy")
