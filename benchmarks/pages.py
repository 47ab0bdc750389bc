"""Are pages as wide as their column, on screens and on paper, and how large are they? Measured in headless Chromium.

Of the corpus in `tests/render`: nothing may stand outside of its column or under a box that cuts it off; what scrolls
in a box of its own is counted for each width, and must be reached by the keyboard. On paper nothing scrolls.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "render"), str(ROOT / "tests")]

from chromium import Chromium, chromium, found  # noqa: E402
from corpus import DERIVATIONS  # noqa: E402
from exported import kinds  # noqa: E402
from printed import PROBLEMS  # noqa: E402
from reported import report  # noqa: E402

from derivtutor import explain  # noqa: E402
from derivtutor.render import exports  # noqa: E402
from derivtutor.render.html import render  # noqa: E402
from derivtutor.render.telling.derivation import tell  # noqa: E402

LONG = "(x^3 sqrt(x^2+1) e^(2x))/((x+1)^4 ln(x) (3x-2)^5)"
SIZES = (1280, 768, 360)
PAPER = 680
"""Pixels of the column on A4: 210 mm without margins of 15 mm."""
MOST_BYTES = 60_000

MEASURE = """(async () => {
  dispatchEvent(new Event("resize"));
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const main = document.querySelector("main"), style = getComputedStyle(main), room = main.getBoundingClientRect();
  const right = room.right - parseFloat(style.paddingRight) + 1, past = [], scrolls = [], unreached = [];
  for (const box of document.querySelectorAll("*")) {
    const flow = getComputedStyle(box).overflowX;
    if ((flow === "auto" || flow === "scroll") && box.scrollWidth > box.clientWidth + 1) {
      scrolls.push(box.textContent.slice(0, 60));
      if (box.tabIndex < 0 || !(box.getAttribute("aria-label") || box.getAttribute("aria-labelledby")))
        unreached.push(box.textContent.slice(0, 60));
    }
  }
  for (const box of document.querySelectorAll("math, p, h1, h2, h3, h4, h5, h6, table, svg, code")) {
    const place = box.getBoundingClientRect();
    if (!place.width || place.right <= right) continue;
    let outer = box.parentElement;
    while (outer && !["auto", "scroll"].includes(getComputedStyle(outer).overflowX)) outer = outer.parentElement;
    if (!outer || outer === document.documentElement) past.push(`${box.localName} ${box.textContent.slice(0, 60)}`);
  }
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) past.push(`the page: ${page.scrollWidth}`);
  return [past, scrolls, unreached];
})()"""


def pages() -> Iterator[tuple[str, str]]:
    """Every page by name."""
    yield LONG, render(tell(explain(LONG)))
    for problem, options, shown in DERIVATIONS:
        yield f"{problem} {shown}", render(tell(explain(problem, **options), **shown))
    for problem, options in PROBLEMS:
        yield problem, render(tell(explain(problem, **options)))
        yield f"{problem} in full", render(tell(explain(problem, **options), "full"))
    yield "sheet", exports.render(kinds(), "html", False)
    yield "key", exports.render(kinds(), "html", True)
    yield "report", report("html")


def measure(browser: Chromium, file: Path, many: dict[str, list[str]], name: str) -> None:
    browser.load(file)
    for size in (*SIZES, 0):
        browser.sized(size or PAPER, on_paper=not size)
        past, scrolls, unreached = browser.value(MEASURE)
        where = f"{size} px" if size else "A4"
        many.setdefault(f"past the column, {where}", []).extend(f"{name}: {each}" for each in past)
        many.setdefault(f"scroll in a box, {where}", []).extend(f"{name}: {each}" for each in scrolls)
        many.setdefault("scroll without keys or label", []).extend(f"{name}: {each}" for each in unreached)


def moves(browser: Chromium, file: Path) -> bool:
    """Whether the point of an interactive page goes where the arrow keys say, and the page tells where it is."""
    derivation = explain("sin(x^2)")
    file.write_text(render(tell(derivation), derivation), "utf-8")
    browser.sized(SIZES[0])
    browser.load(file)
    browser.value('document.getElementById("point").focus()')
    told = []
    for _ in range(3):
        told.append(browser.value('document.getElementById("notice").textContent'))
        browser.press("ArrowRight", 39)
    return len(set(told)) == 3 and told[0].startswith("At x = 0, f(x) = 0 and the slope is 0.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="what is past its column, or scrolls")
    options = parser.parse_args()
    program = found()
    if program is None:
        sys.exit("There is no Chromium to measure with.")
    many: dict[str, list[str]] = {}
    bytes_of: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder, chromium(program) as browser:
        for name, page in pages():
            file = Path(folder) / "page.html"
            file.write_text(page, "utf-8")
            bytes_of[name] = len(page.encode())
            measure(browser, file, many, name)
        print(f"the point moves by keys: {'yes' if moves(browser, Path(folder) / 'page.html') else 'NO'}")
    for what, where in many.items():
        print(f"{what}: {len(where)}, on {len({each.partition(': ')[0] for each in where})} of {len(bytes_of)} pages")
        for each in where if options.show else []:
            print(f"    {each}")
    largest = sorted(bytes_of, key=lambda name: -bytes_of[name])[:6]
    print("largest: " + ", ".join(f"{name[:40]} {bytes_of[name] / 1000:.0f} kB" for name in largest))
    print(
        f"derivations of more than {MOST_BYTES / 1000:.0f} kB: {sum(size > MOST_BYTES for size in bytes_of.values())}"
    )


if __name__ == "__main__":
    main()
