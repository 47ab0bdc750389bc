"""The rule book as it is looked up: statement, when it applies, a worked example, and what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derivtutor.derivation.explain import explain
from derivtutor.derivation.misconceptions import name_of
from derivtutor.derivation.model import Rule, Slip
from derivtutor.derivation.rules import BY_ID, RULES
from derivtutor.language import called, mark, raised, translated
from derivtutor.libraries import difflib
from derivtutor.notation.functions import SPELLINGS
from derivtutor.notation.linear import typed
from derivtutor.render import sentences
from derivtutor.render.safe import wrapped

EVIDENCE = {
    "documented": "seen in a published source",
    "analogous": "of a published kind",
    "inferred": "follows from the rule's form",
}


_OTHER_NAMES = {"1/x": "power"}
"""What is looked up as if it were the name of a rule."""


def find_rule(name: str) -> Rule:
    """The rule with this id or title, or about this function (`sin`).

    Raises:
        UserError: with the nearest known name.
    """
    wanted = name.strip().lower().replace(" ", "-").replace("_", "-").removesuffix("-rule")
    wanted = _OTHER_NAMES.get(wanted, wanted)
    function = SPELLINGS.get(name.strip(), wanted)
    for rule in RULES:
        names = (rule.id, rule.title, translated(rule.title), *rule.also)
        called_so = wanted in [each.lower().replace(" ", "-").removesuffix("-rule") for each in names]
        if called_so or any(formula.startswith(f"{function}(") for formula in (rule.pattern, *rule.functions)):
            return rule
    near = difflib.get_close_matches(wanted, BY_ID, n=1, cutoff=0.5)
    if near:
        raise sentences.NO_SUCH_RULE_BUT(name=name, near=near[0])
    raise sentences.NO_SUCH_RULE(name=name)


def statement(rule: Rule) -> str:
    """The rule in letters: `(u v)' = u' v + u v'`."""
    if rule.in_words:
        return translated(rule.in_words)
    said = _as_at_school(f"({rule.pattern})' = {rule.conclusion}")
    if not rule.introduces:
        return said
    letter, introduced = rule.introduces
    return translated("{formula} with {definition}").format(formula=said, definition=f"{letter} = {introduced}")


def example_lines(rule: Rule) -> Iterable[str]:
    """The rule's example worked out, one line after the other."""
    lines = explain(rule.example, wrt="x", method="auto" if rule.rewrites else "direct").lines
    yield typed(lines[0].expression)
    for line in lines[1:]:
        yield f"= {typed(line.expression)}"


def slip_statement(rule: Rule, slip: Slip) -> str:
    """The wrong conclusion of a slip: `(u v)' = u' v'`."""
    return _as_at_school(f"({slip.pattern or rule.pattern})' = {slip.conclusion}")


def _as_at_school(formula: str) -> str:
    """A formula of the rule book, its functions called as in the language that is spoken."""
    return re.sub(r"[a-z]+(?=\()", lambda name: called(name[0]), formula)


def as_dict(rule: Rule) -> dict[str, object]:
    """A rule for `--format json`."""
    return {
        "id": rule.id,
        "title": rule.title,
        "pattern": rule.pattern,
        "conclusion": rule.conclusion,
        "says": rule.says,
        "when": rule.when,
        "example": list(example_lines(rule)),
        "slips": [
            {
                "id": slip.id,
                "name": name_of(slip.id),
                "pattern": slip.pattern or rule.pattern,
                "conclusion": slip.conclusion,
                "says": slip.says,
                "evidence": slip.evidence,
            }
            for slip in rule.slips
        ],
    }


def plain(rule: Rule, width: int | None = None) -> str:
    """One rule as text, its sentences broken to a width."""
    lines = [translated(rule.title), "", f"  {statement(rule)}", "", translated(rule.says)]
    if rule.when:
        lines += ["", f"{translated('When:')} {translated(rule.when)}."]
    lines += ["", translated("Example"), *(f"  {line}" for line in example_lines(rule))]
    if rule.slips:
        lines += ["", translated("Common slips")]
    for slip in rule.slips:
        lines += [
            f"  {slip_statement(rule, slip)}",
            f"      {raised(name_of(slip.id))}{mark('. ')}{translated(slip.says)}",
        ]
    return "\n".join(lines if width is None else [part for line in lines for part in _broken(line, width)])


def _broken(line: str, width: int) -> list[str]:
    """A line as several that are no wider and begin in the same column."""
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    return [indent + part for part in wrapped(text, width - len(indent))]


def listing() -> str:
    """All rules, one a line."""
    width = max(len(rule.id) for rule in RULES)
    return "\n".join(f"{rule.id:{width}}  {statement(rule)}" for rule in RULES)


def markdown() -> str:
    """The whole rule book as a page of documentation."""
    pieces = [
        "# The rule book",
        "",
        "Generated from `derivtutor/derivation/rules/` by `python docs/generate.py`. In the formulas `u`, `v` and `w`",
        "depend on the variable, `c`, `n` and `a` do not, and a prime is a derivative.",
        "",
    ]
    for rule in RULES:
        pieces += _in_markdown(rule)
    return "\n".join(pieces)


def page(rule: Rule) -> str:
    """One rule in Markdown."""
    return "\n".join(_in_markdown(rule))


def _in_markdown(rule: Rule) -> Iterable[str]:
    yield from [f"## {rule.title} (`{rule.id}`)", "", f"    {statement(rule)}", "", rule.says, ""]
    if rule.when:
        yield from [f"Applies when: {rule.when}.", ""]
    yield from ["Example:", "", *(f"    {line}" for line in example_lines(rule)), ""]
    if rule.slips:
        yield from ["| slip | its name | wrong | hint | evidence |", "|---|---|---|---|---|"]
        yield from (
            f"| `{slip.id}` | {name_of(slip.id)} | {_cell(slip_statement(rule, slip))} "
            f"| {slip.says.replace('|', '&#124;')} | {EVIDENCE[slip.evidence]} |"
            for slip in rule.slips
        )
        yield ""


def _cell(formula: str) -> str:
    """A formula in a table: in code, a bar would end the cell."""
    return f"<code>{formula.replace('|', '&#124;').replace('<', '&lt;')}</code>"
