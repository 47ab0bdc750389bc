"""Programs to be explored: forward and backward, edge by edge, and a composition beside a neuron."""
