"""Gradient descent: the points it comes to, what becomes of it, and how that is told."""
