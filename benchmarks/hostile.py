"""What does hostile input cost? Time, memory and exit code of whole processes."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

INPUTS = {
    "100,000 open brackets": "(" * 100_000,
    "9^9^9^9": "9^9^9^9",
    "9^9^9^9 x": "9^9^9^9 x",
    "an import": "__import__('os').system('touch hostile')",
    "200,000 characters": "x+" * 100_000,
    "a control character": "x\x01^2",
    "markup": "[/red] x [bold]",
    "deep roots": "sqrt(" * 190 + "x" + ")" * 190,
    "a tower": "x^" * 150 + "x",
    "many minus signs": "-" * 9_000 + "x",
    "a long number": "1" * 9_000,
    "a large exponent": "x^(10^100)",
    "many functions": "sin(x)" * 1_500,
    "nested quotients": "1/(1+" * 90 + "x" + ")" * 90,
    "right to left": "x\u202e^2",
}


def main() -> int:
    worst = 0
    for name, text in INPUTS.items():
        start = time.perf_counter()
        command = [sys.executable, "-m", "derivtutor", "explain", "-"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        output, errors = process.communicate(text.encode("utf-8", "surrogateescape"))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        fine = process.returncode in (0, 2) and b"Traceback" not in errors and not Path("hostile").exists()
        worst |= not fine
        first = (errors or output).decode("utf-8", "replace").strip().splitlines()[:1]
        seconds = time.perf_counter() - start
        verdict = "ok " if fine else "BAD"
        print(f"{verdict} {name}: exit {process.returncode}, {seconds:.2f} s, most memory so far {memory} MB: {first}")
    return worst


if __name__ == "__main__":
    sys.exit(main())
