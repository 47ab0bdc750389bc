"""Derivatives by vectors and matrices."""
