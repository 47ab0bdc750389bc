"""Functions of one variable, explored: a point slides along the curve, and everything that belongs to it goes along."""
