"""Where a line may be cut into headword and definition, and what the headword then is."""
