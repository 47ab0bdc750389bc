"""The derivative from its definition, the limit of the difference quotient."""
