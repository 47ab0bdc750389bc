"""How any account is told: a derivation by rules, one from the definition, or what a topic found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivtutor.derivation.derivation import Derivation
from derivtutor.render.formats import Detail, View
from derivtutor.render.telling import derivation
from derivtutor.render.telling.blocks import Document

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation


def tell(
    account: Derivation | Explanation,
    detail: Detail = "standard",
    view: View = "tree",
    understood: frozenset[str] = frozenset(),
) -> Document:
    """An account as a document; the view, and what the reader has mastered, are about steps of rules alone."""
    told: Derivation | Explanation = getattr(account, "told", account)  # from the definition there are no such steps
    if isinstance(told, Derivation):
        return derivation.tell(told, detail, view, understood)
    from derivtutor.render.telling import explanation  # few derivations are told in this way

    return explanation.tell(told, detail)
