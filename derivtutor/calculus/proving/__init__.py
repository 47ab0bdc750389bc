"""Proofs of the rules, each line of them tried with functions and numbers."""
