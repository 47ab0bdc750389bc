"""Programs as code of the frameworks that train networks: NumPy by hand, PyTorch, JAX and micrograd."""
