"""Does the service hold under load, and does its page work? A real process, many clients, and headless Chromium.

Some requests hang or crash their worker (`tests/services/hostile_requests.py`): each may cost itself and nothing else.
Of the page: what is typed is read at once, mistakes have a caret and a remedy, answers are judged, hints come one by
one, steps and figure appear; nothing is wider than the window, everything is reached by keys, nothing is reported
to the console, and axe has nothing to say, where its script is given.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from chromium import Chromium, chromium, found

ROOT = Path(__file__).parents[1]
PROBLEMS = ("x^2 sin(3x)", "ln(x)/x", "e^(x^2)", "sqrt(1 + x^2)", "(x + 1)/(x - 1)", "arctan(1/x)")
ASKED = ("explain", "check", "hint", "read", "plot")
SIZES = (1280, 768, 360)


@contextmanager
def service(workers: int, seconds: float) -> Iterator[str]:
    """The address of a service with workers that hang or are lost on some requests."""
    command = [sys.executable, str(ROOT / "tests" / "services" / "hostile_requests.py"), "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    options = ["--workers", str(workers), "--seconds", str(seconds)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[3]
        process.send_signal(signal.SIGTERM)


def ask(connection: HTTPConnection, name: str, given: dict[str, Any]) -> tuple[int, float]:
    """The status of an answer, and the seconds that it took."""
    began = time.perf_counter()
    connection.request("POST", f"/api/{name}", json.dumps(given), {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    return response.status, time.perf_counter() - began


def load(address: str, clients: int, each: int, hanging: int) -> bool:
    """Many clients at once, some of which ask for what is never answered."""

    def one(number: int) -> list[tuple[int, float]]:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=600)
        if number < hanging:
            return [ask(connection, "explain", {"problem": ("hang", "kill")[number % 2]})]
        asked = ((ASKED[(number + turn) % len(ASKED)], PROBLEMS[turn % len(PROBLEMS)]) for turn in range(each))
        return [
            ask(connection, name, {"problem": problem, **({"answer": "2x"} if name == "check" else {})})
            for name, problem in asked
        ]

    began = time.perf_counter()
    with ThreadPoolExecutor(clients + hanging) as threads:
        answers = list(threads.map(one, range(clients + hanging)))
    took = time.perf_counter() - began
    lost = [status for each in answers[:hanging] for status, _ in each]
    statuses = Counter(status for each in answers[hanging:] for status, _ in each)
    seconds = sorted(second for each in answers[hanging:] for _, second in each)
    print(
        f"{clients} clients, {hanging} of others hang or crash: {dict(statuses)} in {took:.1f} s, "
        f"{len(seconds) / took:.0f} a second, median {statistics.median(seconds) * 1000:.0f} ms, "
        f"slowest {seconds[-1]:.1f} s; the others: {dict(Counter(lost))}"
    )
    return set(statuses) == {200} and set(lost) <= {500, 504}


def until(page: Chromium, script: str) -> Any:
    """What an expression comes to as soon as that is something; nothing after ten seconds."""
    return page.value(
        f"(async () => {{ for (let turn = 0; turn < 200; turn++) {{ const found = {script}; if (found) return found; "
        "await new Promise((go) => setTimeout(go, 50)); } return null; })()"
    )


def typed(page: Chromium, text: str) -> None:
    """Type into what has the focus."""
    page.call("Input.insertText", text=text)


def page_works(page: Chromium, address: str) -> Iterator[tuple[str, bool]]:
    """What somebody does on the page, by keys alone, and whether it happens."""
    page.call("Page.addScriptToEvaluateOnNewDocument", source="""
        window.reported = []; addEventListener("error", (event) => reported.push(event.message));
        addEventListener("securitypolicyviolation", (event) => reported.push(event.violatedDirective));
        console.error = (...words) => reported.push(words.join(" "));""")  # fmt: skip
    page.visit(address)
    page.value("document.getElementById('check').click()")
    yield "what was forgotten is said", "no function" in page.value("document.getElementById('judged').textContent")
    page.visit(address)
    page.press("Tab", 9)
    typed(page, "x + arcsn(x)")
    yield (
        "a mistake has its caret",
        until(page, "document.querySelector('#reading pre')?.textContent.split('\\n')[1]") == "    ^",
    )
    yield "and its remedy", "Write arcsin(x)." in page.value("document.getElementById('reading').textContent")
    page.value("document.getElementById('problem').select()")
    typed(page, "x^2 sin(3x)")
    yield (
        "it is read while it is typed",
        bool(until(page, "document.querySelector('#reading msup')?.textContent === 'x2'")),
    )
    yield "the address keeps it", page.value("new URLSearchParams(location.search).get('f')") == "x^2 sin(3x)"
    reached = []
    while len(reached) < 20 and "draw" not in reached:
        page.press("Tab", 9)
        reached.append(page.value("document.activeElement.id"))
        if reached[-1] == "answer":
            typed(page, "2x cos(3x)")
        if reached[-1] in ("check", "hint", "draw", "show"):
            page.call("Input.dispatchKeyEvent", type="char", text="\r")
            page.press("Enter", 13)
    yield "keys reach all of it", {"wrt", "at", "method", "answer", "check", "hint", "show", "draw"} <= {*reached}
    yield (
        "the answer is judged",
        bool(until(page, "document.querySelector('#judged .incorrect')?.textContent.includes('Slips')")),
    )
    yield "a hint is given", bool(until(page, "document.querySelectorAll('#hints li').length === 1"))
    yield "the steps are shown", bool(until(page, "document.querySelectorAll('#steps details').length > 1"))
    yield (
        "the figure is drawn",
        bool(until(page, "document.querySelector('#figure svg')?.textContent.includes('Graph')")),
    )
    page.visit(f"{address}?f={quote('x y^2')}&wrt=y&answer={quote('2x y')}")
    yield "a link brings it back", until(page, "document.getElementById('wrt').value") == "y"
    page.value("document.getElementById('check').click()")
    yield "with its variable", bool(until(page, "document.querySelector('#judged .correct') && 1"))
    yield "nothing is reported", page.value("reported.length") == 0


def page_fits(page: Chromium, address: str, axe: str) -> Iterator[tuple[str, bool]]:
    """Whether everything that can be shown fits the window, light and dark."""
    page.visit(f"{address}?f={quote('x^2 sin(3x)')}&at=x%3D1&answer={quote('2x cos(3x)')}")
    until(page, "document.querySelector('#reading math') && 1")
    for button, shown in (("check", "#judged .verdict"), ("hint", "#hints li"), ("show", "#steps h2"), ("draw", "svg")):
        page.value(f"document.getElementById('{button}').click()")
        until(page, f"document.querySelector('{shown}') && 1")
    for width in SIZES:
        for dark in (False, True):
            page.sized(width, dark=dark)
            name = f"{width} pixels, {'dark' if dark else 'light'}"
            yield f"{name}: fits", page.value("document.documentElement.scrollWidth") <= width
            if axe:
                page.value(f"{axe};0")
                wrong = page.value("axe.run().then((run) => run.violations.map((each) => each.id))")
                yield f"{name}: axe {wrong or ''}", wrong == []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--each", type=int, default=20, help="requests of every client")
    parser.add_argument("--hanging", type=int, default=4, help="clients whose request hangs or crashes")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--axe", type=Path, help="the script axe.min.js of axe-core")
    given = parser.parse_args()
    with service(given.workers, given.seconds) as address:
        holds = [load(address, given.clients, given.each, 0), load(address, given.clients, given.each, given.hanging)]
        browser = found()
        if browser is None:
            print("Chromium is not there: the page was not looked at.")
        else:
            axe = given.axe.read_text("utf-8") if given.axe else ""
            with chromium(browser) as page:
                for what, is_so in (*page_works(page, address), *page_fits(page, address, axe)):
                    print(f"{'yes' if is_so else 'NO '}  {what}")
                    holds.append(is_so)
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main())
