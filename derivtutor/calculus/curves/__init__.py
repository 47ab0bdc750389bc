"""Curves: given by an equation, by a parameter, as the graph of an inverse; and quantities bound together in time."""
