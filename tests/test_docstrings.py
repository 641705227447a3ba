"""The examples in the docstrings hold, in every module."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import ankigen

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(ankigen.__path__, "ankigen.")
    if not module.name.endswith("__main__")  # runs the program
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
