"""The page to type and see: one file that needs nothing but the answers of the service that it comes from."""

from __future__ import annotations

from functools import cache
from importlib import resources

from derivtutor.render import html
from derivtutor.render.web import frame

HERE = "derivtutor.services.http"


@cache
def page() -> str:
    """The page, the same for everybody: what somebody types is known to the browser alone."""
    styles = (*html.STYLES, *html.STYLES_OF_FIGURES, f"{HERE}/page.css")
    scripts = (*html.SCRIPTS, *html.SCRIPTS_OF_FIGURES, f"{HERE}/page.js")
    body = resources.files(HERE).joinpath("page.html").read_text("utf-8")
    begin = frame.beginning("derivtutor", styles, scripts, may_ask=True)
    return f"{begin}<main>\n{body}</main>\n{frame.ending(scripts)}"
