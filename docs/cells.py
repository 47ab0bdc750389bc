"""Text in generated pages: what stands in a cell of a table, and in code, means itself and none of Markdown's signs."""

from __future__ import annotations


def code(shown: str) -> str:
    """As code, also with backticks, stars and bars in it."""
    return "<code>" + plain(shown).replace("\\", "&#92;").replace("*", "&#42;").replace("_", "&#95;") + "</code>"


def escaped(shown: str) -> str:
    """Text in which no star or backslash is one of Markdown's signs."""
    return plain(shown).replace("*", "&#42;").replace("\\", "&#92;")


def plain(shown: str) -> str:
    """Text in which nothing is a tag or ends the cell; backticks are code."""
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")
