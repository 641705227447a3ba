"""Bodies as HTML or plain text, with their formulas, code, pictures and sounds."""
