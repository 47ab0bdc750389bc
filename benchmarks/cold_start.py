"""What does starting cost? Processor time of whole processes against `import sympy`, in paired runs."""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys

COMMANDS = {
    "explain, terminal format (bar 0.5, aim 0.3)": ["-m", "derivtutor", "explain", "sin(exp(2x))"],
    "a topic at a point (bar: as explain)": ["-m", "derivtutor", "gradient", "x^2 y", "--at", "x=2,y=1"],
    "--help (bar 0.3)": ["-m", "derivtutor", "--help"],
    "--version (bar 0.3)": ["-m", "derivtutor", "--version"],
}
COMPLETION = {"_DERIVTUTOR_COMPLETE": "bash_complete", "COMP_WORDS": "derivtutor exp", "COMP_CWORD": "1"}


def processor_seconds(arguments: list[str], environment: dict[str, str] | None = None) -> float:
    """User and system time of one Python process, which finds compiled what an earlier one has compiled."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(environment or {})},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    wanted = {**{name: (arguments, None) for name, arguments in COMMANDS.items()}}
    wanted["shell completion (bar 0.3)"] = (
        ["-c", "from derivtutor.cli.main import cli; cli(prog_name='derivtutor')"],
        COMPLETION,
    )
    for name, (arguments, environment) in wanted.items():
        ours, theirs = [], []
        for _ in range(options.runs):
            ours.append(processor_seconds(arguments, environment))
            theirs.append(processor_seconds(["-c", "import sympy"]))
        ratio = statistics.median(ours) / statistics.median(theirs)
        print(f"{name}: {statistics.median(ours):.3f} s against {statistics.median(theirs):.3f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
