"""Functions of two variables to be explored: the gradient, one variable at a time, and descent, also on a curve."""
