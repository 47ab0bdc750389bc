"""How long a student waits: to the first prompt, against `import sympy`; from an answer to the verdict; to a diagnosis.

    python benchmarks/practice_start.py [--runs 15] [--questions 60]

The first prompt is waited for on a terminal of its own, once with a new profile and once with a session that was cut
off; the editor is ready when what was typed meanwhile is shown. Runs are paired, and modules are compiled beforehand.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from derivtutor.errors import UserError
from derivtutor.exercises.generator import generate
from derivtutor.exercises.wrong_answers import wrong_answers
from derivtutor.grading.judge import Judge
from derivtutor.notation import linear
from derivtutor.practice import making
from derivtutor.practice.item import Item
from derivtutor.practice.session import Plan, Session
from derivtutor.practice.store import Store
from derivtutor.render.practice import Voice

PROMPTS = (b"to continue. ", b"\n> ")
TYPED = b"7y"
RULES = (("chain", "sine"), ("product",), ("quotient",), ("chain", "natural-exponential"), ("chain", "logarithm"))


def environment(home: Path) -> dict[str, str]:
    """A terminal with a folder for progress and one for compiled modules."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = str(home.parent / "compiled")
    return {**kept, "TERM": "xterm", "DERIVTUTOR_HOME": str(home), "PYTHONPYCACHEPREFIX": compiled}


def seconds_to_import(home: Path) -> float:
    """`python -c "import sympy"`."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import sympy"], check=True, env=environment(home))
    return time.perf_counter() - begin


def seconds_to_prompt(home: Path, *arguments: str) -> tuple[float, float]:
    """From the start to the first prompt, and to the editor that shows what was typed meanwhile."""
    begin = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, "-m", "derivtutor", "practice", *arguments], environment(home))
    _wait_for(terminal, *PROMPTS)
    prompt = time.perf_counter() - begin
    os.write(terminal, TYPED)
    _wait_for(terminal, TYPED)
    ready = time.perf_counter() - begin
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return prompt, ready


def _wait_for(terminal: int, *awaited: bytes) -> None:
    seen = b""
    while not any(each in seen.replace(b"\r", b"") for each in awaited):
        if not select.select([terminal], [], [], 20)[0]:
            raise SystemExit(f"Nothing came: {seen!r}")
        seen += os.read(terminal, 65536)


def first_prompt(runs: int) -> None:
    """A new profile, and a session that was cut off."""
    with tempfile.TemporaryDirectory() as folder:
        sympy, new, again, topic = [], [], [], []
        for run in range(-1, runs):
            home = Path(folder) / f"{run}"
            profile = seconds_to_prompt(home), seconds_to_prompt(home, "--fresh")
            times = seconds_to_import(home), *profile, seconds_to_prompt(home, "gradient")
            if run >= 0:  # the first one compiles
                for place, each in zip((sympy, new, again, topic), times, strict=True):
                    place.append(each)
    alone = statistics.median(sympy)
    for name, found in (("a new profile", new), ("a profile in use", again), ("a topic", topic)):
        prompt, ready = (statistics.median(column) for column in zip(*found, strict=True))
        print(
            f"first prompt, {name}: {prompt:.3f} s, ratio {prompt / alone:.2f} to import sympy, {alone:.3f} s (bar 0.4)"
        )
        print(f"  the editor is ready after {ready:.3f} s, ratio {ready / alone:.2f}")


def answering(questions: int) -> None:
    """Right answers, and wrong ones that a slip explains, each on a question of its own, shown on a screen."""
    exercises = [each for rules in RULES for each in generate(rules, 3, questions // len(RULES), 1)]
    items = tuple(Item(kind="exercise", exercise=each, skills=(), difficulty=3) for each in exercises)
    judges = [Judge(each.differentiate) for each in exercises]
    right = [linear.text(judge.asked.expected) for judge in judges]
    wrong = [next((linear.text(each.tree) for each in wrong_answers(judge, 5)), "1") for judge in judges]
    for name, answers, bar in (("a right answer", right, 50), ("a diagnosis", wrong, 200)):
        times = sorted(_answered(items, answers))
        late = times[int(0.95 * len(times))]
        print(f"from an answer to {name}: median {statistics.median(times):.1f} ms, 95 % {late:.1f} ms (bar {bar} ms)")


def _answered(items: tuple[Item, ...], answers: list[str]) -> list[float]:
    now, voice, times = datetime(2026, 1, 1, tzinfo=UTC), Voice(), []
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "student.sqlite") as store:
        session = Session.begin(store, Plan(items=items), making, now)
        for answer in answers:
            session.ask(now)
            times.append(
                1000 * _timed(lambda text=answer: voice.set(voice.feedback(session.answer(text, now), "", "s")))
            )
            if session.progress.item:
                session.skip(now)
    return times


def _timed(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    try:
        do()
    except UserError as error:
        raise SystemExit(str(error)) from None
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    first_prompt(options.runs)
    answering(options.questions)


if __name__ == "__main__":
    main()
