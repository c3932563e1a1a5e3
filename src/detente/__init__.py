"""Détente: a workbench for reasoning about how states behave towards each other.

Everything here loads its module when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from detente.faults import Fault, SituationError

if TYPE_CHECKING:
    from detente.brief.page import report
    from detente.conflict.model import Conflict
    from detente.evidence.beliefs import beliefs
    from detente.outlook.commitments import commitments
    from detente.outlook.flips import flips
    from detente.outlook.forecasting import forecast
    from detente.outlook.transfers import transfers
    from detente.situation.opening import cases, load, read
    from detente.situation.records import Situation
    from detente.ties.shares import dependence

__version__ = "0.1.0"

_MODULES = {
    "Conflict": "detente.conflict.model",
    "Situation": "detente.situation.records",
    "beliefs": "detente.evidence.beliefs",
    "cases": "detente.situation.opening",
    "commitments": "detente.outlook.commitments",
    "dependence": "detente.ties.shares",
    "flips": "detente.outlook.flips",
    "forecast": "detente.outlook.forecasting",
    "load": "detente.situation.opening",
    "read": "detente.situation.opening",
    "report": "detente.brief.page",
    "transfers": "detente.outlook.transfers",
}

__all__ = [
    "Conflict",
    "Fault",
    "Situation",
    "SituationError",
    "__version__",
    "beliefs",
    "cases",
    "commitments",
    "dependence",
    "flips",
    "forecast",
    "load",
    "read",
    "report",
    "transfers",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'detente' has no attribute '{name}'")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
