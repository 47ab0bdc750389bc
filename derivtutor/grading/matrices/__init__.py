"""Answers to derivatives by vectors and matrices."""
