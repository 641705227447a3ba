"""Blocks to units: lines and paragraphs, with their markers and numbers set apart."""
