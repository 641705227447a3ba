"""The user's decisions on what is fixed and suggested."""
