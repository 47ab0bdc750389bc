"""Lessons: Markdown files as values that know their place, what is wrong with them, and how far a student has come."""
