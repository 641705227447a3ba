"""Groups of siblings: the outline, the hypotheses for each, their features, and the model."""
