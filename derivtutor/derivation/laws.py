"""Every law by which expressions are rewritten, before and after they are differentiated, in words."""

from __future__ import annotations

from derivtutor.derivation import tidy
from derivtutor.derivation.rewriting import laws as rewriting

LAWS = {**tidy.LAWS, **rewriting.LAWS}
"""The laws, by label."""
