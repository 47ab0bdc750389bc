"""The frame of an HTML page that needs nothing else: it loads nothing, and runs its own script at most."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape as escaped
from importlib import resources

from derivtutor.language import spoken
from derivtutor.patterns import pattern
from derivtutor.render.safe import safe

_UNREAD = pattern(r"^\s+|^\s*(?://.*|/\*.*\*/)\n", re.MULTILINE)
BASE = "derivtutor.render.web/base.css"
"""The style that all pages share."""


def escape(text: str) -> str:
    r"""Text for HTML, with what cannot be seen written as its code.

    >>> escape("<b>\u202e")
    '&lt;b&gt;\\u202e'
    """
    return escaped(safe(text))


def page(title: str, body: str, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = ()) -> str:
    """A complete page, from the title and the body as HTML; styles and scripts are `package/file`."""
    return beginning(title, styles, scripts) + f"<main>\n{body}\n</main>\n" + ending(scripts)


def beginning(title: str, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = (), may_ask: bool = False) -> str:
    """All up to the body. The browser is told to accept this style and this script, and to load nothing.

    The script of a page that `may_ask` gets answers from where the page comes from.
    """
    style, script = inlined((BASE, *styles)), inlined(scripts)
    allowed = f"style-src {_hash(style)}" + (f"; script-src {_hash(script)}" if script else "")
    allowed += "; connect-src 'self'" if may_ask else ""
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="' + spoken().tag.replace("_", "-") + '">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def ending(scripts: tuple[str, ...] = ()) -> str:
    """All that follows the body."""
    script = inlined(scripts)
    return (f"<script>{script}</script>\n" if script else "") + "</body>\n</html>\n"


@cache
def inlined(names: tuple[str, ...]) -> str:
    """Style sheets or scripts, one after the other, without indents and lines that only say something."""
    files = (name.split("/") for name in names)
    texts = [resources.files(package).joinpath(file).read_text("utf-8") for package, file in files]
    return _UNREAD.sub("", "\n".join(texts))


def _hash(inlined: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()}'"
