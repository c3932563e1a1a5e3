"""Ties: who depends on whom, how concentrated that is, and what isn't known about it."""
