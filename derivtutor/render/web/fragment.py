"""Part of a page within a page of others, such as a notebook: its style, its ids and its headings stay its own."""

from __future__ import annotations

import hashlib
import itertools
import re
from functools import cache

from derivtutor.render import sentences
from derivtutor.render.web.frame import BASE, inlined

_NUMBERS = itertools.count(1)
_NAME = re.compile(r'( (?:id|for|aria-labelledby|aria-describedby)="| href="#)')
"""What comes before an id: quotation marks in words are escaped."""
_HEADING = re.compile(r"<h([1-6])>|</h[1-6]>")
_SPACE = re.compile(r"/\*.*?\*/|\s+", re.DOTALL)
_LEVELS = 2
"""A notebook has titles of its own, of which ours are parts."""


def fragment(body: str, styles: tuple[str, ...]) -> str:
    """One element that may stand beside others of its kind.

    The contents of notebooks list `h1` to `h6`, so headings are called that by their role; and MathJax leaves alone
    what stands between dollar signs. Where a style is taken out for fear of strangers, so are formulas, and only then a
    sentence that says so is seen.
    """
    own = f"d{next(_NUMBERS)}-{hashlib.sha256(body.encode()).hexdigest()[:6]}-"
    named = _HEADING.sub(_heading, _NAME.sub(rf"\g<1>{own}", body))
    style = f"<style>{_nested(styles)}</style>"
    warned = f'<p class="bare">{sentences.NOT_TRUSTED}</p>'
    return f'<div class="derivtutor tex2jax_ignore mathjax_ignore">{style}\n{warned}\n{named}\n</div>'


def _heading(found: re.Match[str]) -> str:
    return f'<span role="heading" aria-level="{int(found[1]) + _LEVELS}">' if found[1] else "</span>"


@cache
def _nested(styles: tuple[str, ...]) -> str:
    """The styles for what is below our element and nothing else; its name twice outweighs the notebook's own."""
    return f".derivtutor.derivtutor {{ {_SPACE.sub(' ', inlined((BASE, *styles)))} }}"
