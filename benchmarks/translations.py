"""How much is said in which language: `python benchmarks/translations.py` counts the texts of every kind.

What is still worded within code, and so in no catalogue, is counted by package; `--places` says where it stands.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))

import catalogues  # noqa: E402
from said import KINDS, everything  # noqa: E402

from derivtutor.language import LANGUAGES  # noqa: E402

_SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z]+.* [a-z{]+.*[.:?]|[a-z]+ [a-z]+ [a-z]+ [a-z]+.*")


def untranslated(tag: str) -> Counter[str]:
    """How many texts of each kind a language lacks."""
    kinds = {said.text: said.kind for said in everything()}
    left = {message.id: message for message in catalogues.catalogue(tag) if message.id}
    done = {
        id if isinstance(id, str) else id[0] for id, message in left.items() if message.string and all(message.string)
    }
    return Counter(kind for text, kind in kinds.items() if text not in done)


def in_code() -> Iterator[tuple[str, str]]:
    """Sentences that stand in code and in no catalogue, each with its place: a guess, by what sentences look like."""
    known = {text for said in everything() for text in (said.text, said.several)}
    for path in sorted((ROOT / "derivtutor").rglob("*.py")):
        if path.name == "sentences.py" or "cli" in path.parts:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if (
                id(node) not in documentation
                and (text := _text(node))
                and text not in known
                and _SENTENCE.fullmatch(text)
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", text  # type: ignore[attr-defined]


def _text(node: ast.AST) -> str:
    """A text, with braces for the values in it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def main() -> None:
    total = Counter(said.kind for said in everything())
    print(f"{'untranslated':14}" + "".join(f"{kind:>12}" for kind in (*KINDS, "all")))
    print(f"{'of':14}" + "".join(f"{count:12,}" for count in (*(total[kind] for kind in KINDS), total.total())))
    for tag in LANGUAGES:
        if tag != "en":
            left = untranslated(tag)
            counts = (*(left[kind] for kind in KINDS), left.total())
            print(f"{tag:14}" + "".join(f"{count:12,}" for count in counts))
    places = list(in_code())
    packages = Counter(place.split("/")[1] for place, _ in places)
    print("\nworded within code: " + ", ".join(f"{package} {count}" for package, count in packages.most_common()))
    if "--places" in sys.argv:
        print(*(f"{place}: {text}" for place, text in places), sep="\n")


if __name__ == "__main__":
    main()
