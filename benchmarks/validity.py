"""Is it so what derivations say about validity and corners? Generated functions against mpmath, as in the test."""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "derivation")]

from textbook_functions import textbook_functions  # noqa: E402
from validity_faults import faults  # noqa: E402


def kind(fault: str) -> str:
    """The fault without its numbers."""
    return " ".join(word for word in fault.split() if not any(map(str.isdigit, word)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--points", type=int, default=400)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    kinds: Counter[str] = Counter()
    faulty, start = 0, time.perf_counter()
    for text in textbook_functions(options.count, options.seed):
        try:
            found = faults(text, options.points)
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        faulty += bool(found)
        kinds.update(map(kind, found))
        for fault in found:
            print(f"{text}: {fault}")
    print(f"functions: {options.count}; with faults: {faulty} (bar 0); {time.perf_counter() - start:.0f} s")
    for name, count in kinds.most_common(20):
        print(f"{count:6}  {name}")


if __name__ == "__main__":
    main()
