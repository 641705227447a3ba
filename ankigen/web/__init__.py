"""Pages served on this machine alone: the preview of a deck and its review. Starlette and
uvicorn come at first use.
"""
