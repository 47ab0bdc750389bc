"""How a graph is drawn: in characters, as SVG, and for the programs that draw graphs themselves.

`layers`, `places` and `channels` decide where everything stands, on a grid of characters; `picture` has what comes out.
"""
