"""Backpropagation: the chain rule on the graph of a program, told step by step."""
