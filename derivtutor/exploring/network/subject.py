"""The subject: a program with numbers, forward and backward."""

from __future__ import annotations

from derivtutor.exploring.network import passing, views
from derivtutor.exploring.subject import Panel, Subject

SUBJECT = Subject(
    "network",
    passing.start,
    passing.KEYS,
    (
        Panel("graph", "Graph", views.graph),
        Panel("edge", "This edge", views.this),
        Panel("path", "One path", views.path),
        Panel("table", "So far", views.table),
    ),
    passing.status,
)
