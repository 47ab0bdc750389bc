"""Names of programs as names of Python, none of which hides anything else."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Hashable

from derivtutor.network.coding.spellings import HELPERS
from derivtutor.network.operations import ARRAYS
from derivtutor.notation.functions import FUNCTIONS

_MODULES = ("np", "torch", "jax", "jnp", "math", "sys", "Value")
_HELPERS = [name for helpers in HELPERS.values() for name in helpers]

RESERVED = frozenset([*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *FUNCTIONS, *ARRAYS, *_HELPERS, *_MODULES])
"""Names that code needs for itself."""


class Identifiers:
    """Gives each thing a name of its own, and the same one whenever it is asked for."""

    def __init__(self) -> None:
        self._given: dict[Hashable, str] = {}
        self._taken = set(RESERVED)

    def of(self, key: Hashable, wished: str) -> str:
        """The name of a thing: the one that is wished for, or else one like it.

        >>> Identifiers().of(1, "lambda")
        'lambda_'
        """
        if key not in self._given:
            name = _identifier(wished)
            while name in self._taken:
                name += "_"
            self._given[key] = name
            self._taken.add(name)
        return self._given[key]


def _identifier(name: str) -> str:
    """A name in letters, digits and underscores; Python takes letters that look alike for the same."""
    plain = re.sub(r"_?\W+", "_", re.sub(r"\W+$", "", unicodedata.normalize("NFKC", name))) or "x"
    return plain if plain.isidentifier() else f"x_{plain}"
