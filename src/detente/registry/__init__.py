"""The registry of faults and warnings: what each code means, why it matters and how to mend it.

Codes go by subject: DT1 reading, DT2 names and expressions, DT3 numbers, DT4 the model, DT5 evidence, DT6 ties, DT7
transfers, DT8 exchange with other programs, DT9 limits. A code is never given a second meaning, and never used again
once it is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.registry.code import Code
from detente.registry.data import DATA
from detente.registry.evidence import EVIDENCE
from detente.registry.exchange import EXCHANGE
from detente.registry.language import LANGUAGE
from detente.registry.model import MODEL
from detente.registry.reading import READING
from detente.registry.ties import TIES

__all__ = ["CODES", "Code"]

CODES: Mapping[str, Code] = MappingProxyType(
    dict(sorted({**READING, **LANGUAGE, **MODEL, **EVIDENCE, **TIES, **DATA, **EXCHANGE}.items()))
)
"""Every code, in order."""
