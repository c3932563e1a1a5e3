"""Settings for all tests: random examples are the same each time, and no test is judged by how busy the machine is."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
