"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# In continuous integration the examples are the same in each run, so that a change is judged by
# what it changed; on a developer's machine they are new each time, and what they find becomes a
# case.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
