"""Détente: a workbench for reasoning about how states behave towards each other."""

__version__ = "0.1.0"
