"""How any account is told: a derivation by rules, one from the definition, or what a topic found."""

from __future__ import annotations

from derivtutor.calculus.explanation import Explanation
from derivtutor.derivation.derivation import Derivation
from derivtutor.render.formats import Detail, View
from derivtutor.render.telling import derivation, explanation
from derivtutor.render.telling.blocks import Document


def tell(
    account: Derivation | Explanation,
    detail: Detail = "standard",
    view: View = "tree",
    understood: frozenset[str] = frozenset(),
) -> Document:
    """An account as a document; the view, and what the reader has mastered, are about steps of rules alone."""
    if isinstance(account, Explanation):
        return explanation.tell(account, detail)
    told = getattr(account, "told", None)  # one from the definition has no steps of rules to tell
    return explanation.tell(told, detail) if told else derivation.tell(account, detail, view, understood)
