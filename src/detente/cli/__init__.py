"""The command line: it adds no knowledge, it calls what the Python interface calls."""
