"""Tangent lines and planes, normals, and how well a tangent stands in for the function."""
