"""What does `derivtutor due` cost in a shell prompt? Medians of whole processes, and what none of them may load."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from derivtutor.practice.records import SkillState
from derivtutor.practice.skills import CURRICULUM
from derivtutor.practice.store import Store

BAR = 0.100
UNWANTED = ("sympy", "rich", "fsrs", "msgspec", "flint", "prompt_toolkit")
COMMAND = ["-m", "derivtutor", "due"]


def fill(file: Path, now: datetime) -> None:
    """A student who has begun every skill."""
    with Store(file) as store, store.transaction():
        for place, skill in enumerate(CURRICULUM):
            due = now + timedelta(hours=place - len(CURRICULUM) // 2)
            store.write_skill(SkillState(skill.id, {}, due, 0.5, 1, 1, now))


def seconds(arguments: list[str]) -> tuple[float, float]:
    """Time on the clock and processor time of one Python process."""
    before, start = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    clock, after = time.perf_counter() - start, os.times()
    return clock, after.children_user + after.children_system - before.children_user - before.children_system


def loaded() -> list[str]:
    """The unwanted packages that are imported all the same."""
    done = subprocess.run([sys.executable, "-X", "importtime", *COMMAND], capture_output=True, text=True, check=True)
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    return sorted(modules.intersection(UNWANTED))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DERIVTUTOR_HOME"] = folder
        fill(Path(folder) / "student.sqlite", datetime.now(UTC))
        print(subprocess.run([sys.executable, *COMMAND], capture_output=True, text=True, check=True).stdout.strip())
        for name, arguments in (("python -c pass", ["-c", "pass"]), ("derivtutor due", COMMAND)):
            clock, processor = zip(*(seconds(arguments) for _ in range(options.runs)), strict=True)
            print(
                f"{name}: {statistics.median(clock) * 1000:.0f} ms on the clock (best {min(clock) * 1000:.0f}), "
                f"{statistics.median(processor) * 1000:.0f} ms of processor"
            )
        print(f"bar: {BAR * 1000:.0f} ms; loaded of what it should not: {', '.join(loaded()) or 'nothing'}")


if __name__ == "__main__":
    main()
