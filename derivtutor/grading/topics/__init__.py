"""Judging answers to the topics beyond the rules: vectors and matrices by their entries, the rest as expressions."""
