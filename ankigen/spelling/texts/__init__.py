"""Texts of entries while they are checked: where they stand, and the edits that change them."""
