"""First derivatives in several variables: partial, in a direction, along paths, as vectors and matrices."""
