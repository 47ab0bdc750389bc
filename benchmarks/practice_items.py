"""How much processor time does it take to make a question for practice? Median and worst over all skills, by kind."""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter

from derivtutor.practice.item import ItemKind
from derivtutor.practice.making import make, makeable, telling_apart
from derivtutor.practice.skills import CURRICULUM

DIFFICULTIES = (1, 2, 3, 4, 5)
SLIPS = {
    "product": ("product-of-derivatives", "product-one-term-only"),
    "chain": ("chain-missing-inner", "chain-outer-not-differentiated"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    times: dict[ItemKind, list[tuple[float, str, int]]] = {}
    reached: Counter[tuple[ItemKind, int]] = Counter()
    first = []
    for skill in CURRICULUM:
        for number, (kind, difficulty, seed) in enumerate(
            (kind, difficulty, seed)
            for kind in makeable(skill)
            for difficulty in DIFFICULTIES
            for seed in range(options.seeds)
        ):
            start = time.process_time()
            item = make(kind, skill, difficulty, seed)
            taken = (time.process_time() - start) * 1000
            reached[kind, abs(item.difficulty - difficulty)] += 1
            if number == 0:
                first.append((taken, skill.id))
            else:
                times.setdefault(kind, []).append((taken, skill.id, difficulty))
    print(f"{'kind':16} {'median':>9} {'worst':>9}")
    for kind, found in times.items():
        worst, where, difficulty = max(found)
        middle = statistics.median(taken for taken, *_ in found)
        off = {distance: reached[kind, distance] for distance in range(5) if reached[kind, distance]}
        print(f"{kind:16} {middle:6.1f} ms {worst:6.0f} ms  ({where}, difficulty {difficulty}); off by: {off}")
    print(f"the first question for a skill: worst {max(first)}")
    for rule, slips in SLIPS.items():
        skill = next(each for each in CURRICULUM if each.id == rule)
        found_apart = []
        for seed in range(10):
            start = time.process_time()
            item_apart = telling_apart(slips, skill, 2, seed)
            found_apart.append(((time.process_time() - start) * 1000, item_apart is not None))
        possible = sum(is_found for _, is_found in found_apart)
        print(f"telling {' and '.join(slips)} apart: worst {max(found_apart)[0]:.0f} ms, found {possible} of 10")


if __name__ == "__main__":
    main()
