"""How many examples hypothesis draws."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def examples(most: int) -> settings:
    """So many examples, however long each takes. In continuous integration, where they are the same
    in each run, a third of them.
    """
    count = -(-most // 3) if os.environ.get("CI") else most
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
