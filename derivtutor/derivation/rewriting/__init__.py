"""Rewriting a function before it is differentiated, where that makes the work shorter."""
