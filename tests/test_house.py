"""What the house is measured by: no circles, short functions, and facts that stand in their rows."""

from __future__ import annotations

import ast
import importlib.util
import re
import statistics
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

import derivtutor
from derivtutor.errors import Refusal


@pytest.fixture(scope="module")
def house() -> ModuleType:
    spec = importlib.util.spec_from_file_location("house", Path(__file__).parents[1] / "benchmarks" / "house.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_module_imports_in_a_circle(house: ModuleType) -> None:
    assert house.circle(house.sources()) == []


def test_functions_are_short(house: ModuleType) -> None:
    functions = [each for tree in house.sources().values() for each in house.functions(tree)]
    lengths = sorted(map(house.length, functions))
    assert statistics.median(lengths) <= 7
    assert lengths[len(lengths) * 9 // 10] <= 17
    assert [each.name for each in functions if house.length(each) > 50 and not house.is_table(each)] == []


def test_hardly_anything_compares_ids_outside_their_rows(house: ModuleType) -> None:
    compared = house.compared(house.sources())
    assert len(compared["ids of rules, slips, laws"]) <= 10
    # the one is about the kinds of tokens
    assert [place.rpartition(":")[0] for place in compared["kinds of exercises"]] == ["notation/reader.py"]


def test_refusals_are_worded_in_the_lists_of_sentences(house: ModuleType) -> None:
    """A sentence that refuses something can be read, and translated, where the others of its package stand."""
    elsewhere = [
        f"{path}:{node.lineno}"
        for path, tree in house.sources().items()
        if not path.endswith(("sentences.py", "errors.py"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("UserError", "Refusal") and worded(node)
    ]
    assert elsewhere == []


def test_no_name_of_a_module_is_set_twice(house: ModuleType) -> None:
    """The first one would be lost, and whoever reads it finds the words of another."""
    twice = []
    for path, tree in house.sources().items():
        targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        twice += [f"{path}: {name}" for name in sorted(set(names)) if names.count(name) > 1]
    assert twice == []


def worded(call: ast.Call) -> bool:
    """Whether there are words of its own in a call, and not only values in their places."""
    texts = [part.value for argument in call.args for part in ast.walk(argument) if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and " " in text.strip(" :") for text in texts)


def refusals() -> dict[str, Refusal]:
    """Every refusal that a package words, by the package and its name."""
    root = Path(derivtutor.__file__).parent
    packages = sorted(path.parent.name for path in root.glob("*/sentences.py"))
    lists = {package: importlib.import_module(f"derivtutor.{package}.sentences") for package in packages}
    return {
        f"{package}.{name}": value
        for package, words in lists.items()
        for name, value in vars(words).items()
        if isinstance(value, Refusal)
    }


def test_mistakes_and_remedies_are_whole_sentences() -> None:
    """They begin with a capital, also after a place, and end with a full stop or a question mark."""
    words = {name: (refusal.message, refusal.remedy) for name, refusal in refusals().items()}
    placed = re.compile(r"(\{path\}:\{line\}|\{file\}:1|\{place\})(:1)?: ")
    small = [name for name, (message, _) in words.items() if placed.sub("", message)[0].islower()]
    unended = [name for name, both in words.items() for text in both if text and text[-1] not in ".?}"]
    assert len(words) > 300
    assert (small, unended) == ([], [])


def test_modules_of_tests_have_names_of_their_own() -> None:
    """Their folders are no packages: two of one name would be one module to Python."""
    counted = Counter(path.name for path in Path(__file__).parent.rglob("*.py"))
    assert [name for name, count in counted.items() if count > 1] == []
