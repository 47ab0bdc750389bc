"""What is told of a result, in which order and under which names: one function a subject makes a document of it."""
