"""A rule's proof as an explanation, every line of it checked."""

from __future__ import annotations

from derivtutor.calculus import sentences
from derivtutor.calculus.explanation import Chain, Explanation, Item, Sentence, Turn, worded
from derivtutor.calculus.proving.proofs import PROOFS, Equal
from derivtutor.calculus.proving.sampling import check_lines
from derivtutor.derivation.account import Limit, Result, Side, Task
from derivtutor.derivation.formula import formula
from derivtutor.derivation.model import Rule
from derivtutor.language import lowered, translated
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Node

_LIMIT = "lim "


def proof(rule: Rule) -> Explanation:
    """Why a rule is true.

    >>> from derivtutor.derivation.rules import BY_ID
    >>> proof(BY_ID["sine"]).result.text
    'cos(x)'

    Raises:
        UserError: where no proof is written down.
    """
    if rule.id not in PROOFS:
        raise sentences.NO_PROOF(rule=translated(rule.title), rules=", ".join(PROOFS))
    items = tuple([_item(each) for each in PROOFS[rule.id]])
    chains = [item for item in items if isinstance(item, Chain)]
    for chain in chains:
        check_lines(chain)
    conclusion = chains[-1].turns[-1].right if chains else formula(rule.conclusion)
    assert isinstance(conclusion, Node)
    task = Task((Expression(formula(rule.example)),), ("x",))
    document = {"rule": rule.id, "title": rule.title}
    title = worded("Proof: {rule}", rule=lowered(translated(rule.title)))
    return Explanation("proof", title, task, items, Result((conclusion,)), document)


def _item(each: str | Equal) -> Item:
    return Sentence(worded(each)) if isinstance(each, str) else _chain(each)


def _chain(equal: Equal) -> Chain:
    turns = tuple([Turn(_side(each.side), translated(each.why)) for each in equal.sides])
    return Chain(formula(equal.left), turns)


def _side(text: str) -> Side:
    """A formula, or the limit of one as h goes to 0."""
    return Limit(formula(text.removeprefix(_LIMIT))) if text.startswith(_LIMIT) else formula(text)
