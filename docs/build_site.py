"""Builds the documentation as a site in `site/`, and checks what the builder itself does not.

The builder refuses links to pages and headings that are not there. Here it is also an error if a page stands in no
navigation, if the navigation names no page, if a picture or a file is missing, if a picture has no words for those who
do not see it, and if a page would fetch anything from another host.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[1]
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "link": "href"}
"""What an element fetches as soon as its page is opened."""
_ELSEWHERE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]+)")


class Page(HTMLParser):
    """What a page of HTML refers to: `loads` when it is opened, `leads` where its links go; and what can be led to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.anchors: set[str] = set()
        self.wordless: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element says."""
        facts = {name: value or "" for name, value in attrs}
        self.anchors.update(facts[name] for name in ("id", "name") if name in facts)
        if tag == "a" and "href" in facts:
            self.leads.append(facts["href"])
        if tag == "img" and not facts.get("alt", "").strip():
            self.wordless.append(facts.get("src", ""))
        fetches = tag != "link" or not {"canonical", "prev", "next"} & set(facts.get("rel", "").split())
        if fetches and facts.get(LOADED.get(tag, "")):
            self.loads.append(facts[LOADED[tag]])


def named(navigation: Any) -> Iterator[str]:
    """The pages that a navigation names, as deep as it goes."""
    if isinstance(navigation, str):
        yield navigation
    else:
        for each in navigation.values() if isinstance(navigation, Mapping) else navigation:
            yield from named(each)


def strays(root: Path) -> Iterator[str]:
    """What is wrong between the navigation and the pages that are there."""
    pages = list(named(tomllib.loads((root / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]))
    there = {path.relative_to(root).as_posix() for path in (*root.glob("*.md"), *(root / "docs").rglob("*.md"))}
    yield from (
        f"zensical.toml: the navigation names {page}, which is not there" for page in pages if page not in there
    )
    yield from (f"{page}: no navigation in zensical.toml names it" for page in sorted(there - {*pages}))
    yield from (f"zensical.toml: the navigation names {page} twice" for page in {*pages} if pages.count(page) > 1)


def faults(site: Path) -> Iterator[str]:
    """What is wrong with the pages and styles of a site that has been built."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # shown in place of any address, so its own are those of the host
        where = path.relative_to(site).as_posix()
        yield from (f"{where}: the picture {source} has no words (alt)" for source in page.wordless)
        yield from (
            f"{where}: would fetch {target} from another host" for target in page.loads if _is_elsewhere(target)
        )
        for target in (*page.loads, *page.leads):
            if not _is_elsewhere(target) and not _leads_somewhere(target, path, pages):
                yield f"{where}: {target} leads nowhere"
    for path in sorted((*site.rglob("*.css"), *site.rglob("*.svg"))):
        for target in _ELSEWHERE.findall(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(site).as_posix()}: would fetch {target} from another host"


def _is_elsewhere(target: str) -> bool:
    return bool(urlsplit(target).netloc) or urlsplit(target).scheme == "mailto"


def _leads_somewhere(target: str, origin: Path, pages: Mapping[Path, Page]) -> bool:
    address = urlsplit(target)
    path = (origin.parent / unquote(address.path)).resolve() if address.path else origin
    if path.is_dir():
        path /= "index.html"
    fragment = unquote(address.fragment)
    return path.exists() and (not fragment or path not in pages or fragment in pages[path].anchors)


def gather(root: Path, folder: Path) -> None:
    """Put what the site is made of into a folder of its own: the builder looks at everything below it, and an
    environment of Python has more files than it can bear."""
    for path in (*root.glob("*.md"), root / "LICENSE", root / "zensical.toml"):
        shutil.copy(path, folder)
    shutil.copytree(root / "docs", folder / "docs")


def main() -> int:
    """Build and check; the exit code is 0 if nothing is wrong."""
    if wrong := list(strays(ROOT)):
        print("\n".join(wrong))
        return 1
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder).resolve()
        gather(ROOT, alone)
        built = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=alone, check=False
        )
        if built.returncode:
            return 1
        wrong = list(faults(alone / "site"))
        shutil.rmtree(ROOT / "site", ignore_errors=True)
        shutil.copytree(alone / "site", ROOT / "site")
    print("\n".join(wrong) or f"The site has been built: {len(list((ROOT / 'site').rglob('*.html')))} pages.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
