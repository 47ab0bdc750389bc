"""Texts in the rows of tables."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator

from derivtutor.calculus.backpropagation.insights import SQUASHING
from derivtutor.calculus.descending.walking import CALLED
from derivtutor.calculus.proving.proofs import PROOFS, Equal, Proof
from derivtutor.calculus.topics import TOPICS
from derivtutor.cli.conversation.keys import KEYS as KEYS_OF_SESSIONS
from derivtutor.cli.conversation.keys import KEYS_OF_LESSONS
from derivtutor.cli.conversation.starting import PLACEMENT, WHAT_IS_DUE
from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import BY_CHOICE, RULES
from derivtutor.exploring.subjects import SUBJECTS
from derivtutor.grading.backward.slips import SLIPS as BACKWARD
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
from derivtutor.grading.topics.choices import EXTREMES_SWAPPED, NOT_CRITICAL
from derivtutor.grading.topics.slips.book import SLIPS as OF_TOPICS
from derivtutor.grading.topics.verdict import TopicVerdict
from derivtutor.grading.verdict import Verdict
from derivtutor.network.examples import EXAMPLES
from derivtutor.network.faulty import FAULTY
from derivtutor.network.matrices.differentials import FORMULAS
from derivtutor.network.matrices.reading_off import LAWS as LAWS_OF_MATRICES
from derivtutor.network.operations import ARRAYS, arithmetic
from derivtutor.network.optimizers import OPTIMIZERS
from derivtutor.practice.schedule import RATINGS
from derivtutor.practice.skills import CURRICULUM, TOPIC_SKILLS
from derivtutor.render.reports.words import BY_HAND, REASONS, VERDICTS
from said.text import Said

_SAYS = re.compile(r"\b(?:is|are|has|have|the|no)\b|[a-z]{2,} [a-z]{2,}")
"""What a claim has that is no formula; formulas are the same in every language."""

_ROLES = (
    "outer", "inner", "factor", "term", "base", "exponent", "denominator", "argument", "logarithm", "piece", "constant",
    "function", "integrand", "upper limit", "lower limit",
)  # fmt: skip
"""What parts of a step are called in hints, and beside what their letters stand for."""


def of_rows() -> Iterator[Said]:
    """What stands in tables, of every package."""
    yield from _of_rules()
    yield from _of_conversations()
    yield from _of_derivations()
    yield from _of_tasks()
    yield from _of_topics()
    yield from _of_networks()
    yield from _of_explorers()


def _of_rules() -> Iterator[Said]:
    for rule in (*RULES, *BY_CHOICE):
        where = "derivtutor/derivation/rules"
        yield Said(rule.title, "rule names", where)
        yield from (Said(text, "other", where) for text in (rule.says, rule.when, rule.in_words) if text)
        yield from (Said(slip.says, "hints", where) for slip in rule.slips if slip.says)


def _of_derivations() -> Iterator[Said]:
    """What stands beside steps, and what practice and diagnosis call it."""
    yield from _said("other", "derivtutor/derivation/region.py", ("and", "or"))
    yield from _said("other", "derivtutor/derivation/rules/matching.py", _ROLES)
    yield from _said("other", "derivtutor/practice/skills.py", [skill.title for skill in CURRICULUM])
    yield from _said("laws", "derivtutor/derivation/laws.py", LAWS.values())
    yield from _said("slips", "derivtutor/derivation/misconceptions.py", NAMES.values())
    yield from _said("hints", "derivtutor/grading/misreadings.py", [row.says for row in MISREADINGS])


def _of_tasks() -> Iterator[Said]:
    """What is said of slips about the task."""
    for task in (*TASKS, INTEGRATED, NOT_AT_POINT):
        yield from _said("hints", "derivtutor/grading/tasks.py", _claimed(task.claim, task.says))
    for slip in OF_TOPICS:
        yield from _said("hints", "derivtutor/grading/topics/slips", (slip.says, slip.hint))
    for slip_of_words in (NOT_CRITICAL, EXTREMES_SWAPPED):
        yield from _said("hints", "derivtutor/grading/topics/choices.py", (slip_of_words.says, slip_of_words.hint))


def _of_topics() -> Iterator[Said]:
    """What topics take, what is wanted of answers, proofs, and slips of backward passes."""
    for topic in TOPICS:
        says = [topic.arguments[name].says for name in topic.needed]
        yield from _said("other", "derivtutor/calculus/topics.py", says)
    yield Said(Verdict.wanted_name, "other", "derivtutor/grading/verdict.py")
    yield Said(TopicVerdict.wanted_name, "other", "derivtutor/grading/topics/verdict.py")
    for proof in PROOFS.values():
        yield from _said("other", "derivtutor/calculus/proving", _of(proof))
    for row in BACKWARD:
        yield from _said("hints", "derivtutor/grading/backward/slips.py", (row.says, row.hint))


def _said(kind: str, where: str, texts: Iterable[str]) -> Iterator[Said]:
    return (Said(text, kind, where) for text in texts if text)


def _of(proof: Proof) -> Iterator[str]:
    """The sentences of a proof, and the reasons of its lines."""
    for each in proof:
        yield from [side.why for side in each.sides] if isinstance(each, Equal) else [each]


def _claimed(claim: str, hint: str) -> tuple[str, ...]:
    """What is said of a slip about the task: its claim, unless that is a formula, and the hint."""
    return (claim, hint) if _SAYS.search(claim) else (hint,)


def _of_networks() -> Iterator[Said]:
    """What programs and derivatives by matrices are told with: operations, faults, optimizers, examples, laws."""
    operations = (*arithmetic().values(), *ARRAYS.values())
    yield from _said("other", "derivtutor/network/operations.py", [row.title for row in operations])
    for engine in FAULTY.values():
        yield from _said("other", "derivtutor/network/faulty.py", (engine.says, engine.why))
    yield from _said("other", "derivtutor/network/optimizers.py", [row.says for row in OPTIMIZERS.values()])
    yield from _said("other", "derivtutor/network/examples.py", [row.says for row in EXAMPLES])
    bounds = [row.bound for row in SQUASHING.values()]
    yield from _said("other", "derivtutor/calculus/backpropagation/insights.py", bounds)
    for laws, name in ((LAWS_OF_MATRICES, "reading_off"), (FORMULAS, "differentials")):
        in_words = [text for text in laws.values() if "=" not in text]
        yield from _said("other", f"derivtutor/network/matrices/{name}.py", in_words)


def _of_explorers() -> Iterator[Said]:
    """The keys and the panels of what can be explored."""
    for module, _ in SUBJECTS:
        subject = importlib.import_module(module).SUBJECT
        where = f"{module.replace('.', '/')}.py"
        yield from _said("other", where, [key.says for key in subject.keys])
        yield from _said("other", where, [panel.title for panel in subject.panels])


def _of_conversations() -> Iterator[Said]:
    """What keys do, what is practised, and what is told of marks."""
    keys = [key.does for key in (*KEYS_OF_SESSIONS, *KEYS_OF_LESSONS)]
    yield from _said("other", "derivtutor/cli/conversation/keys.py", keys)
    yield from _said("other", "derivtutor/cli/conversation/starting.py", [WHAT_IS_DUE, PLACEMENT])
    yield from _said("other", "derivtutor/practice/schedule.py", RATINGS.values())
    yield from _said("other", "derivtutor/practice/skills.py", [skill.title for skill in TOPIC_SKILLS])
    yield from _said("other", "derivtutor/calculus/descending/walking.py", CALLED.values())
    yield from _said("other", "derivtutor/render/reports/words.py", (*VERDICTS.values(), *REASONS.values(), BY_HAND))
