#!/usr/bin/env python3
"""Gradescope runs this for every submission. derivtutor grades it in a process of its own: whatever becomes of that,
the student reads a sentence, and keeps the score of the submission before. What goes wrong is printed, which only
teachers see.

It runs in whatever Python the image has, without derivtutor.
"""

import json
import os
import signal
import subprocess
from pathlib import Path

HOME = Path(os.environ.get("AUTOGRADER", "/autograder"))


def main() -> None:
    """Grade what was handed in; there is always a results.json afterwards."""
    settings = json.loads((HOME / "source" / "settings.json").read_text(encoding="utf-8"))
    results = HOME / "results" / "results.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    if results.exists():
        results.unlink()
    failure = grade(settings["seconds"])
    if not results.exists():
        document = {"score": score_before(), "output": settings[failure or "failed"], "stdout_visibility": "hidden"}
        results.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def grade(seconds: float) -> str:
    """Let derivtutor write the results; what went wrong, or nothing."""
    python = HOME / "derivtutor" / "bin" / "python"
    # -P: nothing that was handed in is taken for a module
    command = [str(python), "-P", "-m", "derivtutor.cli.autograder", str(HOME)]
    try:
        process = subprocess.Popen(command, cwd=HOME / "source", stdin=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        print(error)
        return "failed"
    try:
        return "failed" if process.wait(timeout=seconds) else ""
    except subprocess.TimeoutExpired:
        return "too_long"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def score_before() -> float:
    """The score of the last submission before this one; 0 where there was none."""
    try:
        known = json.loads((HOME / "submission_metadata.json").read_text(encoding="utf-8"))
        return float(known["previous_submissions"][-1]["score"])
    except (OSError, ValueError, LookupError, TypeError):
        return 0.0


if __name__ == "__main__":
    main()
