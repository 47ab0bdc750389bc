"""What becomes of a request, as HTTP says it."""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.services.answering import Outcome

OF_OUTCOMES: Mapping[Outcome, int] = {"done": 200, "mistake": 422, "crashed": 500, "busy": 503, "late": 504}
"""The status of an answer."""

RETRY_AFTER = {"Retry-After": "2"}
"""Sent where the same request may be answered in a few seconds."""
