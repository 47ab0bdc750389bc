"""How a figure is drawn: in the characters of a terminal, as SVG, in LaTeX's own pictures."""
