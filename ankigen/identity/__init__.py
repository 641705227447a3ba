"""What stays the same from build to build: which note is which, when it changed, and what
`ankigen.lock` remembers of it.
"""
