"""Computational graphs and matrix calculus: what the chain rule does to programs and to matrices."""
