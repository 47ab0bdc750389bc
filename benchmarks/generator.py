"""How fast are exercises made? Ten thousand different ones for all rules and difficulties, and how long they are."""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections import Counter

from derivtutor.derivation.rules import RULES
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.likeness import alike, same
from derivtutor.exercises.generating.request import asked_rules
from derivtutor.exercises.generating.source import Source
from derivtutor.exercises.generator import source
from derivtutor.notation import linear
from derivtutor.notation.tree import Node

COMPANIONS = {"logarithmic-differentiation": ("product", "logarithm"), "rewrite": ("chain",)}
"""What must be asked for beside a rule that never comes alone."""

PARTNERS = ("", "chain", "product", "quotient")
DIFFICULTIES = (None, 1, 2, 3, 4, 5)


def requests() -> list[tuple[tuple[str, ...], int | None]]:
    """Every rule alone and with each of its partners, at every difficulty."""
    sets = {
        tuple(dict.fromkeys(filter(None, (rule.id, partner, *COMPANIONS.get(rule.id, ())))))
        for rule in RULES
        for partner in PARTNERS
    }
    return [(rules, difficulty) for rules in sorted(sets) for difficulty in DIFFICULTIES]


def is_possible(rules: tuple[str, ...], difficulty: int | None, seed: int) -> bool:
    """Whether there is at least one such exercise."""
    return next(source(rules, difficulty, 1, seed), None) is not None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=11_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    possible = [request for request in requests() if is_possible(*request, options.seed)]
    share = -(-options.count // len(possible))
    trees: list[Node] = []
    seen: set[str] = set()
    levels: Counter[int] = Counter()
    rates = []
    start = time.process_time()
    for number, (rules, difficulty) in enumerate(possible):
        before = time.process_time()
        found = list(itertools.islice(Source(asked_rules(rules), difficulty, options.seed + number, seen), share))
        trees += [root.goal.expression for root in found]
        levels.update(map(level, found))
        rates.append((len(found) / (time.process_time() - before), ", ".join(rules), difficulty))
    seconds = time.process_time() - start
    lengths = [len(linear.text(tree)) for tree in trees]
    print(f"requests: {len(possible)} of {len(requests())} possible, {share} exercises each")
    print(f"exercises: {len(trees):,} in {seconds:.1f} s, {len(trees) / seconds:.0f} a second (bar 200)")
    print(
        f"a second, median of the requests: {statistics.median(rate for rate, *_ in rates):.0f}; slowest: {min(rates)}"
    )
    print(f"distinct: {len(set(map(same, trees))):,}; up to numbers: {len(set(map(alike, trees))):,}")
    print(f"by difficulty: {dict(sorted(levels.items()))}")
    print(f"characters: median {statistics.median(lengths):.0f}, longest {max(lengths)}")


if __name__ == "__main__":
    main()
