"""The catalogues of the languages: `python docs/catalogues.py` collects what is said, updates every catalogue and
compiles it; `--check` only says what is not fresh.

What is said stands in the modules of sentences, in rows such as those of rules, laws and slips, and in calls of
`translated` and `counted`.
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

import click
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from derivtutor.calculus.backpropagation.insights import SQUASHING
from derivtutor.calculus.descending.walking import CALLED
from derivtutor.calculus.proving.proofs import PROOFS, Equal, Proof
from derivtutor.calculus.topics import TOPICS
from derivtutor.cli.conversation.keys import KEYS as KEYS_OF_SESSIONS
from derivtutor.cli.conversation.keys import KEYS_OF_LESSONS
from derivtutor.cli.conversation.starting import PLACEMENT, WHAT_IS_DUE
from derivtutor.cli.lazy import LazyGroup
from derivtutor.cli.main import cli
from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import BY_CHOICE, RULES
from derivtutor.errors import Refusal
from derivtutor.exploring.subjects import SUBJECTS
from derivtutor.grading.backward.slips import SLIPS as BACKWARD
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
from derivtutor.grading.topics.choices import EXTREMES_SWAPPED, NOT_CRITICAL
from derivtutor.grading.topics.slips.book import SLIPS as OF_TOPICS
from derivtutor.grading.topics.verdict import TopicVerdict
from derivtutor.grading.verdict import Verdict
from derivtutor.language import DOMAIN, LANGUAGES
from derivtutor.network.examples import EXAMPLES
from derivtutor.network.faulty import FAULTY
from derivtutor.network.matrices.differentials import FORMULAS
from derivtutor.network.matrices.reading_off import LAWS as LAWS_OF_MATRICES
from derivtutor.network.operations import ARRAYS, arithmetic
from derivtutor.network.optimizers import OPTIMIZERS
from derivtutor.practice.schedule import RATINGS
from derivtutor.practice.skills import CURRICULUM, TOPIC_SKILLS
from derivtutor.render.reports.words import BY_HAND, REASONS, VERDICTS

PACKAGE = Path(__file__).parents[1] / "derivtutor"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
KINDS = ("rule names", "laws", "slips", "hints", "errors", "help", "other")
"""What a text is, told in the catalogues and counted by `benchmarks/translations.py`."""

_SAYS = re.compile(r"\b(?:is|are|has|have|the|no)\b|[a-z]{2,} [a-z]{2,}")
"""What a claim has that is no formula; formulas are the same in every language."""

_ROLES = (
    "outer", "inner", "factor", "term", "base", "exponent", "denominator", "argument", "logarithm", "piece", "constant",
    "function", "integrand", "upper limit", "lower limit",
)  # fmt: skip
"""What parts of a step are called in hints, and beside what their letters stand for."""

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
    rows = (*_of_rows(), *_of_networks(), *_of_explorers(), *_of_conversations(), *_of_commands())
    for said in (*rows, *_of_sentences(), *_of_calls()):
        if any(letter.isalpha() for letter in re.sub(r"\{[^}]*\}", "", said.text)):
            kept = found.setdefault(said.text, said)
            if said.several and not kept.several:
                found[said.text] = Said(said.text, kept.kind, kept.where, said.several)
    return list(found.values())


def _of_rows() -> Iterator[Said]:
    for rule in (*RULES, *BY_CHOICE):
        where = "derivtutor/derivation/rules"
        yield Said(rule.title, "rule names", where)
        yield from (Said(text, "other", where) for text in (rule.says, rule.when, rule.in_words) if text)
        yield from (Said(slip.says, "hints", where) for slip in rule.slips if slip.says)
    yield from _of_conversations()
    yield from (Said(word, "other", "derivtutor/derivation/region.py") for word in ("and", "or"))
    yield from (Said(role, "other", "derivtutor/derivation/rules/matching.py") for role in _ROLES)
    yield from (Said(name, "other", "derivtutor/calculus/descending/walking.py") for name in CALLED.values())
    yield from (Said(skill.title, "other", "derivtutor/practice/skills.py") for skill in CURRICULUM if skill.title)
    yield from (Said(law, "laws", "derivtutor/derivation/laws.py") for law in LAWS.values())
    yield from (Said(name, "slips", "derivtutor/derivation/misconceptions.py") for name in NAMES.values())
    yield from (Said(row.says, "hints", "derivtutor/grading/misreadings.py") for row in MISREADINGS)
    for task in (*TASKS, INTEGRATED, NOT_AT_POINT):
        yield from (Said(text, "hints", "derivtutor/grading/tasks.py") for text in _claimed(task.claim, task.says))
    yield from (
        Said(text, "hints", "derivtutor/grading/topics/slips") for row in OF_TOPICS for text in (row.says, row.hint)
    )
    for slip_of_words in (NOT_CRITICAL, EXTREMES_SWAPPED):
        yield Said(slip_of_words.says, "hints", "derivtutor/grading/topics/choices.py")
        yield Said(slip_of_words.hint, "hints", "derivtutor/grading/topics/choices.py")
    for topic in TOPICS:
        yield from (Said(topic.arguments[name].says, "other", "derivtutor/calculus/topics.py") for name in topic.needed)
    yield Said(Verdict.wanted_name, "other", "derivtutor/grading/verdict.py")
    yield Said(TopicVerdict.wanted_name, "other", "derivtutor/grading/topics/verdict.py")
    yield from (Said(text, "other", "derivtutor/calculus/proving") for proof in PROOFS.values() for text in _of(proof))
    for row in BACKWARD:
        yield Said(row.says, "hints", "derivtutor/grading/backward/slips.py")
        yield Said(row.hint, "hints", "derivtutor/grading/backward/slips.py")


def _of(proof: Proof) -> Iterator[str]:
    """The sentences of a proof, and the reasons of its lines."""
    for each in proof:
        yield from [side.why for side in each.sides] if isinstance(each, Equal) else [each]


def _claimed(claim: str, hint: str) -> tuple[str, ...]:
    """What is said of a slip about the task: its claim, unless that is a formula, and the hint."""
    return (claim, hint) if _SAYS.search(claim) else (hint,)


def _of_networks() -> Iterator[Said]:
    """What programs and derivatives by matrices are told with: operations, faults, optimizers, examples, laws."""
    operations = [*arithmetic().values(), *ARRAYS.values()]
    yield from (Said(row.title, "other", "derivtutor/network/operations.py") for row in operations)
    for engine in FAULTY.values():
        yield from (Said(text, "other", "derivtutor/network/faulty.py") for text in (engine.says, engine.why))
    yield from (Said(row.says, "other", "derivtutor/network/optimizers.py") for row in OPTIMIZERS.values())
    yield from (Said(row.says, "other", "derivtutor/network/examples.py") for row in EXAMPLES)
    where = "derivtutor/calculus/backpropagation/insights.py"
    yield from (Said(row.bound, "other", where) for row in SQUASHING.values() if row.bound)
    for laws, name in ((LAWS_OF_MATRICES, "reading_off"), (FORMULAS, "differentials")):
        where = f"derivtutor/network/matrices/{name}.py"
        yield from (Said(text, "other", where) for text in laws.values() if "=" not in text)


def _of_explorers() -> Iterator[Said]:
    """The keys and the panels of what can be explored."""
    for module, _ in SUBJECTS:
        subject = importlib.import_module(module).SUBJECT
        where = f"{module.replace('.', '/')}.py"
        yield from (Said(key.says, "other", where) for key in subject.keys)
        yield from (Said(panel.title, "other", where) for panel in subject.panels)


def _of_conversations() -> Iterator[Said]:
    """What keys do, what is practised, and what is told of marks."""
    rows = (
        ("derivtutor/cli/conversation/keys.py", [key.does for key in (*KEYS_OF_SESSIONS, *KEYS_OF_LESSONS)]),
        ("derivtutor/cli/conversation/starting.py", [WHAT_IS_DUE, PLACEMENT]),
        ("derivtutor/practice/schedule.py", RATINGS.values()),
        ("derivtutor/practice/skills.py", [skill.title for skill in TOPIC_SKILLS]),
        ("derivtutor/calculus/descending/walking.py", CALLED.values()),
        ("derivtutor/render/reports/words.py", [*VERDICTS.values(), *REASONS.values(), BY_HAND]),
    )
    yield from (Said(text, "other", where) for where, texts in rows for text in texts)


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


_OF_CLICK = (
    Said("Usage:", "help", "click"),
    Said("Options", "help", "click"),
    Said("Commands", "help", "click"),
    Said("Show this message and exit.", "help", "click"),
    Said("Show the version and exit.", "help", "click"),
    Said("default: {default}", "help", "click"),
    Said("required", "help", "click"),
    Said("Try '{command} {option}' for help.", "errors", "click"),
    Said("Error: {message}", "errors", "click"),
    Said("Missing argument", "errors", "click"),
    Said("Missing option", "errors", "click"),
    Said("Missing command.", "errors", "click"),
    Said("Invalid value: {message}", "errors", "click"),
    Said("Invalid value for {param_hint}: {message}", "errors", "click"),
    Said("{value!r} is not a valid {number_type}.", "errors", "click"),
    Said("{value!r} is not {choice}.", "errors", "click", "{value!r} is not one of {choices}."),
    Said("{value} is not in the range {range}.", "errors", "click"),
    Said("No such option {name!r}.", "errors", "click"),
    Said("Did you mean {possibility}?", "errors", "click", "(Did you mean one of: {possibilities}?)"),
    Said("Option {name!r} does not take a value.", "errors", "click"),
    Said("Option {name!r} requires an argument.", "errors", "click", "Option {name!r} requires {nargs} arguments."),
    Said(
        "Got unexpected extra argument ({args})", "errors", "click", "Got unexpected extra arguments ({args})"
    ),
    Said("{name} {filename!r} does not exist.", "errors", "click"),
    Said("{name} {filename!r} is a file.", "errors", "click"),
    Said("{name} {filename!r} is a directory.", "errors", "click"),
    Said("{name} {filename!r} is not readable.", "errors", "click"),
    Said("{name} {filename!r} is not writable.", "errors", "click"),
    Said("integer", "errors", "click"),
    Said("float", "errors", "click"),
    Said("integer range", "errors", "click"),
    Said("file", "errors", "click"),
    Said("directory", "errors", "click"),
    Said("path", "errors", "click"),
)  # fmt: skip
"""What Click says itself, in its own words, of what our commands take."""


def _of_commands() -> Iterator[Said]:
    """The help of commands and their options, and what Click adds."""
    yield from _OF_CLICK
    yield from _help_of(cli, click.Context(cli), "derivtutor/cli/main.py")


def _help_of(command: click.Command, context: click.Context, where: str) -> Iterator[Said]:
    texts = (command.help, command.short_help, *[getattr(each, "help", None) for each in command.params])
    yield from (Said(text, "help", where) for text in texts if text)
    if isinstance(command, LazyGroup):
        for title, says in command.sections.items():
            yield from (Said(text, "help", where) for text in (title, *says.values()))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            assert part is not None
            yield from _help_of(part, click.Context(part, parent=context), f"derivtutor {name}")


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


_SPACE = re.compile("(?<=[^ ,;:]) (?=[:;?!»](?:[ ).,»]|$))|(?<=«) ", re.MULTILINE)
"""Where French has a space that does not break: translators type any."""


def _as_written(text: str, tag: str) -> str:
    """A translation whose marks stay with the word before them; thousands have no comma where decimals have one."""
    if LANGUAGES[tag].comma:
        text = text.replace(":,}", "}")
    return _SPACE.sub("\u00a0", text) if LANGUAGES[tag].marks.get(": ", "").startswith("\u00a0") else text


def compiled(made: Catalog, tag: str) -> bytes:
    """A catalogue as gettext reads it; what is marked fuzzy is not in it."""
    undated = Catalog(locale=made.locale, domain=DOMAIN, charset="utf-8", fuzzy=False)
    undated.creation_date = undated.revision_date = undated.creation_date.replace(2026, 1, 1, 0, 0, 0, 0)
    for message in made:
        is_whole = all(message.string) if isinstance(message.string, tuple) else bool(message.string)
        if message.id and is_whole and not message.fuzzy:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            told = tuple([_as_written(form, tag) for form in forms])
            undated.add(message.id, told if isinstance(message.string, tuple) else told[0])
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
            made[path_of(tag).with_suffix(".mo")] = compiled(catalogue, tag)
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
