"""Language models as clients: tools, what they can read, and how they are asked to tutor (Model Context Protocol)."""
