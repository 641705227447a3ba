"""Note types and templates: ankigen's own and the user's, and what may not stand in them."""
