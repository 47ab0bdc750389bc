"""What derivtutor says anywhere, with what it is and where it stands: what translators are given."""

from __future__ import annotations

import re

from said.code import of_calls, of_sentences
from said.commands import of_commands
from said.rows import of_rows
from said.text import KINDS, Said

__all__ = ["KINDS", "Said", "everything"]


def everything() -> list[Said]:
    """All that is said, in order, each text once: where it stands first."""
    found: dict[str, Said] = {}
    for said in (*of_rows(), *of_commands(), *of_sentences(), *of_calls()):
        if _has_words(said.text):
            kept = found.setdefault(said.text, said)
            if said.several and not kept.several:
                found[said.text] = Said(said.text, kept.kind, kept.where, said.several)
    return list(found.values())


def _has_words(text: str) -> bool:
    """Whether there is something to translate: words, or several values whose order is that of a language."""
    values = re.findall(r"\{[^}]*\}", text)
    return any(map(str.isalpha, re.sub(r"\{[^}]*\}", "", text))) or (len(values) > 1 and text == " ".join(values))
