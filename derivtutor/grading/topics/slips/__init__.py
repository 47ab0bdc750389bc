"""Slips about the tasks of topics: each a wrong answer that the whole of the right one leads to."""
