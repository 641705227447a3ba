"""What may have gone wrong: entries that hold what looks like entries, terms without text."""
