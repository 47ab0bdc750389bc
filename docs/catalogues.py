"""The catalogues of the languages: `python docs/catalogues.py` collects what is said, updates every catalogue and
compiles it; `--check` only says what is not fresh.

What is said stands in the modules of sentences, in the rows of rules, laws and slips, and in calls of `translated` and
`counted`.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from derivtutor.calculus.descending.walking import CALLED
from derivtutor.cli.conversation.keys import KEYS as KEYS_OF_SESSIONS
from derivtutor.cli.conversation.keys import KEYS_OF_LESSONS
from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import RULES
from derivtutor.errors import Refusal
from derivtutor.grading.backward.slips import SLIPS as BACKWARD
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import TASKS
from derivtutor.grading.topics.slips.book import SLIPS as OF_TOPICS
from derivtutor.grading.topics.slips.model import Slip
from derivtutor.grading.topics.verdict import TopicVerdict
from derivtutor.grading.verdict import Verdict
from derivtutor.language import DOMAIN, LANGUAGES
from derivtutor.practice.schedule import RATINGS
from derivtutor.practice.skills import TOPIC_SKILLS
from derivtutor.render.reports.words import BY_HAND, REASONS, VERDICTS

PACKAGE = Path(__file__).parents[1] / "derivtutor"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
KINDS = ("rule names", "laws", "slips", "hints", "errors", "other")
"""What a text is, told in the catalogues and counted by `benchmarks/translations.py`."""

_SAYS = re.compile(r"\b(?:is|are|has|have|the|no)\b|[a-z]{2,} [a-z]{2,}")
"""What a claim has that is no formula; formulas are the same in every language."""

_ROLES = ("outer", "inner", "factor", "term", "base", "constant", "function", "integrand", "upper limit", "lower limit")
"""What parts of a step are called in hints."""

_CALLS = frozenset({"translated", "counted", "said", "worded"})


@dataclass(frozen=True)
class Said:
    """A text that is shown, what it is, and where it stands; `several` is the form for more than one."""

    text: str
    kind: str
    where: str
    several: str = ""


def everything() -> list[Said]:
    """All that is said, in order, each text once: where it stands first."""
    found: dict[str, Said] = {}
    for said in (*_of_rows(), *_of_sentences(), *_of_calls()):
        if any(letter.isalpha() for letter in re.sub(r"\{[^}]*\}", "", said.text)):
            kept = found.setdefault(said.text, said)
            if said.several and not kept.several:
                found[said.text] = Said(said.text, kept.kind, kept.where, said.several)
    return list(found.values())


def _of_rows() -> Iterator[Said]:
    for rule in RULES:
        where = "derivtutor/derivation/rules"
        yield Said(rule.title, "rule names", where)
        yield from (Said(text, "other", where) for text in (rule.says, rule.when, rule.in_words) if text)
        yield from (Said(slip.says, "hints", where) for slip in rule.slips if slip.says)
    yield from _of_conversations()
    yield from (Said(word, "other", "derivtutor/derivation/region.py") for word in ("and", "or"))
    yield from (Said(role, "other", "derivtutor/derivation/rules/matching.py") for role in _ROLES)
    yield from (Said(law, "laws", "derivtutor/derivation/laws.py") for law in LAWS.values())
    yield from (Said(name, "slips", "derivtutor/derivation/misconceptions.py") for name in NAMES.values())
    yield from (Said(row.says, "hints", "derivtutor/grading/misreadings.py") for row in MISREADINGS)
    yield from (Said(row.says, "hints", "derivtutor/grading/tasks.py") for row in TASKS)
    yield from (
        Said(text, "hints", "derivtutor/grading/topics/slips") for row in OF_TOPICS for text in (row.says, row.hint)
    )
    yield Said(Verdict.wanted_name, "other", "derivtutor/grading/verdict.py")
    yield Said(TopicVerdict.wanted_name, "other", "derivtutor/grading/topics/verdict.py")
    for row in BACKWARD:
        yield Said(row.says, "hints", "derivtutor/grading/backward/slips.py")
        yield Said(row.hint, "hints", "derivtutor/grading/backward/slips.py")


def _of_conversations() -> Iterator[Said]:
    """What keys do, what is practised, and what is told of marks."""
    rows = (
        ("derivtutor/cli/conversation/keys.py", [key.does for key in (*KEYS_OF_SESSIONS, *KEYS_OF_LESSONS)]),
        ("derivtutor/practice/schedule.py", RATINGS.values()),
        ("derivtutor/practice/skills.py", [skill.title for skill in TOPIC_SKILLS]),
        ("derivtutor/calculus/descending/walking.py", CALLED.values()),
        ("derivtutor/render/reports/words.py", [*VERDICTS.values(), *REASONS.values(), BY_HAND]),
    )
    yield from (Said(text, "other", where) for where, texts in rows for text in texts)


def _of_topic(slip: Slip) -> tuple[str, ...]:
    """What is said of a slip about a topic: its claim, unless that is a formula, and the hint."""
    return (slip.says, slip.hint) if _SAYS.search(slip.says) else (slip.hint,)


def _of_sentences() -> Iterator[Said]:
    """What stands in modules of sentences, and in that of errors."""
    for path in [PACKAGE / "errors.py", *sorted(PACKAGE.rglob("sentences.py"))]:
        where = path.relative_to(PACKAGE.parent).as_posix()
        module = importlib.import_module(where.removesuffix(".py").replace("/", "."))
        for name, value in vars(module).items():
            if name[0].isupper():
                yield from _texts(value, where)


def _texts(value: Any, where: str) -> Iterator[Said]:
    if type(value) is str:
        yield Said(value, "other", where)
    elif isinstance(value, Refusal):
        yield from (Said(text, "errors", where) for text in value if text)
    elif type(value) is tuple or type(value) is dict:
        for each in value.values() if type(value) is dict else value:
            yield from _texts(each, where)


def _of_calls() -> Iterator[Said]:
    """The texts that are handed to a call that translates, there or by the name of a constant of the module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name in ("language.py", "sentences.py"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        where = path.relative_to(PACKAGE.parent).as_posix()
        constants = _constants(tree)
        for node in ast.walk(tree):
            name = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name == "counted":
                one, several = (_strings(argument, {})[0] for argument in node.args[:2])
                yield Said(one, "other", where, several)
            elif name in _CALLS and node.args:
                yield from (Said(text, "other", where) for text in _strings(node.args[0], constants))


def _constants(tree: ast.Module) -> dict[str, list[str]]:
    """The texts that names of a module stand for, wherever they are given."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for each, value in _pairs(target, node.value):
                    if isinstance(each, ast.Name):
                        found.setdefault(each.id, []).extend(_strings(value, found))
    return found


def _pairs(target: ast.expr, value: ast.expr) -> Iterable[tuple[ast.expr, ast.expr]]:
    """What gets which value, where several names get one each."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return zip(target.elts, value.elts, strict=False)
    return [(target, value)]


def _strings(node: ast.expr, constants: dict[str, list[str]]) -> list[str]:
    """The texts in an expression: not what it is compared with, nor keys of a table."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Name):
        return constants.get(node.id, [])
    if isinstance(node, ast.IfExp):
        return _strings(node.body, constants) + _strings(node.orelse, constants)
    if isinstance(node, ast.Dict):
        return [text for value in node.values for text in _strings(value, constants)]
    if isinstance(node, ast.Tuple | ast.List):
        return [text for value in node.elts for text in _strings(value, constants)]
    if isinstance(node, ast.Subscript):
        return _strings(node.value, constants)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        parts = [node.func.value, *node.args[1:]]
        return [text for part in parts for text in _strings(part, constants)]
    return []


# Catalogues


def template(said: Iterable[Said]) -> Catalog:
    """The catalogue without translations."""
    made = Catalog(domain=DOMAIN, project="derivtutor", fuzzy=False, charset="utf-8")
    made.header_comment = "# What derivtutor says, for translators: see docs/languages.md."
    for each in said:
        text = (each.text, each.several) if each.several else each.text
        made.add(text, locations=[(each.where, None)], auto_comments=[each.kind])
    return made


def path_of(tag: str) -> Path:
    return LOCALE / tag / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(tag: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one where there is none."""
    path = path_of(tag)
    if not path.exists():
        return Catalog(locale=tag, domain=DOMAIN, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=tag, domain=DOMAIN)


def updated(tag: str, pattern: Catalog) -> Catalog:
    """A catalogue with all that is said now; what is no longer said is left out, and nothing is guessed."""
    made = catalogue(tag)
    made.update(pattern, no_fuzzy_matching=True)
    made.obsolete.clear()
    made.header_comment = f"# derivtutor in {LANGUAGES[tag].name}."
    return made


_NOT_KEPT = (
    "POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid", "Generated-By",
)  # fmt: skip


def written(made: Catalog) -> bytes:
    """A catalogue as a file, without dates: the same words are the same bytes."""
    file = io.BytesIO()
    write_po(file, made, width=110, include_lineno=False)
    dated = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Last-Translator',
        b'"Language-Team',
        b'"Report-Msgid',
        b'"Generated-By',
    )
    return b"".join([line for line in file.getvalue().splitlines(keepends=True) if not line.startswith(dated)])


def compiled(made: Catalog) -> bytes:
    """A catalogue as gettext reads it; what is marked fuzzy is not in it."""
    undated = Catalog(locale=made.locale, domain=DOMAIN, charset="utf-8", fuzzy=False)
    undated.creation_date = undated.revision_date = undated.creation_date.replace(2026, 1, 1, 0, 0, 0, 0)
    for message in made:
        is_whole = all(message.string) if isinstance(message.string, tuple) else bool(message.string)
        if message.id and is_whole and not message.fuzzy:
            undated.add(message.id, message.string)
    file = io.BytesIO()
    write_mo(file, undated)
    return file.getvalue()


def files() -> dict[Path, bytes]:
    """Every file of the catalogues, with what must stand in it."""
    pattern = template(everything())
    made = {TEMPLATE: written(pattern)}
    for tag in LANGUAGES:
        if tag != "en":
            catalogue = updated(tag, pattern)
            made[path_of(tag)] = written(catalogue)
            made[path_of(tag).with_suffix(".mo")] = compiled(catalogue)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is not fresh")
    check = parser.parse_args().check
    stale = {path: text for path, text in files().items() if not path.exists() or path.read_bytes() != text}
    if check:
        sys.exit(f"Not fresh: {', '.join(map(str, stale))}. Run python docs/catalogues.py." if stale else 0)
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


if __name__ == "__main__":
    main()
