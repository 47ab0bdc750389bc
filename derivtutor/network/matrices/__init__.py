"""Expressions of scalars, vectors and matrices: their shapes, their differentials, and how they are written."""
