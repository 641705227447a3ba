"""The tests, and the generator of notes that the benchmarks use, too."""

import os

# What tests and benchmarks judge is computed anew each time; those of the cache name a folder.
os.environ["ANKIGEN_CACHE"] = "off"
