"""Methods beyond the rules of differentiation, each of which hands out an account: gradients, tangents."""
