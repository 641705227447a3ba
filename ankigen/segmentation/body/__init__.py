"""Units to the nodes of a body: paragraphs joined again, lists nested, code and tables."""
