"""The catalogues of the languages: `python docs/catalogues.py` collects what is said, updates every catalogue and
compiles it; `--check` only says what is not fresh.

What is said stands in modules of sentences, in rows such as those of rules, laws and slips, in the help of commands,
and in calls of `translated`, `worded` and `counted`: `said` finds it.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from said import Said, everything

from derivtutor.language import DOMAIN, LANGUAGES, folder_of_catalogues

LOCALE = folder_of_catalogues()
TEMPLATE = LOCALE / f"{DOMAIN}.pot"


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
    b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Language-Team', b'"Report-Msgid',
    b'"Generated-By',
)  # fmt: skip


def written(made: Catalog) -> bytes:
    """A catalogue as a file, without dates: the same words are the same bytes."""
    file = io.BytesIO()
    write_po(file, made, width=110, include_lineno=False)
    return b"".join([line for line in file.getvalue().splitlines(keepends=True) if not line.startswith(_NOT_KEPT)])


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
