"""The figures of the house: lines, lengths of functions, imports, and ids compared outside their rows.

`python benchmarks/house.py` prints them; `--places` also says where each comparison stands.
"""

from __future__ import annotations

import ast
import functools
import statistics
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import BY_ID
from derivtutor.derivation.tidy import LAWS
from derivtutor.exercises.kinds import KINDS

ROOT = Path(__file__).parents[1] / "derivtutor"

ROWS = (
    "derivation/rules/",
    "derivation/tidying/",
    "derivation/misconceptions.py",
    "grading/misreadings.py",
    "grading/tasks.py",
    "exercises/kinds/",
)
"""Where ids are at home: the rows of rules and their slips, of laws, misconceptions, tasks, kinds of exercises."""

IDS = frozenset(BY_ID) | frozenset(NAMES) | frozenset(LAWS)

OF_RULES = frozenset({"id", "rule", "rule_id", "slip", "law", "laws", "name", "label", "rules", "slips"})
"""What holds an id of a rule, a slip or a law; the same words stand for other things elsewhere."""

LONGEST = 50


@functools.cache
def sources() -> Mapping[str, ast.Module]:
    """Every module by its path below `derivtutor/`."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))
    }


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def is_table(function: ast.FunctionDef) -> bool:
    """Whether a function does nothing but build one: definitions of small ones, and what is returned."""
    return any(isinstance(node, ast.FunctionDef) for node in function.body) and isinstance(
        function.body[-1], ast.Return
    )


def imports_within_functions(tree: ast.AST) -> int:
    return len(
        {
            id(node)
            for each in functions(tree)
            for node in ast.walk(each)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )


def imported(tree: ast.Module, modules: frozenset[str]) -> set[str]:
    """The modules of derivtutor that one imports when it is used, at its head or within functions."""
    for_types = {
        id(inner)
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in for_types:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & modules) or ({node.module} & modules)
    return found


def circle(trees: Mapping[str, ast.Module]) -> list[str]:
    """Modules that import each other in a circle; empty where there are none."""
    named = {
        f"derivtutor/{path}".removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in trees
    }
    graph = {name: imported(trees[path], frozenset(named)) - {name} for name, path in named.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def texts(node: ast.AST) -> Iterator[str]:
    """The strings written in an operand, alone or in a collection."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for each in node.elts:
            yield from texts(each)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "frozenset":
        for each in node.args:
            yield from texts(each)


def is_about(node: ast.AST, names: frozenset[str]) -> bool:
    """Whether an operand ends in one of the names, such as `step.rule.id`."""
    if isinstance(node, ast.Subscript):
        return is_about(node.value, names)
    return (isinstance(node, ast.Attribute) and node.attr in names) or (isinstance(node, ast.Name) and node.id in names)


def comparisons(tree: ast.AST, ids: frozenset[str], about: frozenset[str]) -> Iterator[int]:
    """The lines that compare with ids: `==`, `in`, `startswith`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            written = {text for operand in operands for text in texts(operand)}
            if written & ids and any(is_about(operand, about) for operand in operands):
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            parts = {text for argument in node.args for text in texts(argument)}
            is_part = any(part and (each.startswith(part) or each.endswith(part)) for part in parts for each in ids)
            if node.func.attr in ("startswith", "endswith") and is_about(node.func.value, about) and is_part:
                yield node.lineno


def compared(trees: Mapping[str, ast.Module]) -> dict[str, list[str]]:
    """Where ids of rules, slips and laws, and kinds of exercises, are compared outside their rows."""
    kinds, of_kind = frozenset(KINDS), frozenset({"kind"})
    outside = {path: tree for path, tree in trees.items() if not path.startswith(ROWS)}
    return {
        "ids of rules, slips, laws": [
            f"{path}:{at}" for path, tree in outside.items() for at in comparisons(tree, IDS, OF_RULES)
        ],
        "kinds of exercises": [
            f"{path}:{at}" for path, tree in outside.items() for at in comparisons(tree, kinds, of_kind)
        ],
    }


def main() -> None:
    trees = sources()
    lengths = {(path, each.name): length(each) for path, tree in trees.items() for each in functions(tree)}
    long = [f"{path}:{name}" for (path, name), lines in lengths.items() if lines > LONGEST]
    lines = sum((ROOT / path).read_text("utf-8").count("\n") for path in trees)
    deciles = statistics.quantiles(lengths.values(), n=10)
    print(f"lines of code             {lines:7,}")
    print(f"functions                 {len(lengths):7,}")
    print(f"  median length           {statistics.median(lengths.values()):7g}")
    print(f"  90th percentile         {deciles[-1]:7g}")
    print(f"  over {LONGEST} lines           {len(long):7}  {', '.join(long)}")
    print(f"imports within functions  {sum(map(imports_within_functions, trees.values())):7}")
    print(f"circle of imports         {' -> '.join(circle(trees)) or 'none':>7}")
    for what, places in compared(trees).items():
        print(f"compared: {what:26}{len(places):3} in {len({place.split(':')[0] for place in places})} files")
        if "--places" in sys.argv:
            print("".join(f"    {place}\n" for place in places), end="")


if __name__ == "__main__":
    main()
