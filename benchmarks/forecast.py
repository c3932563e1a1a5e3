"""Time and memory of forecasts: what the table of targets and the README's figures come from.

Run ``python benchmarks/forecast.py``; each row is measured in a process of its own, in seconds of processor time, so that
other work on the machine matters little. The unit of the ratios is the forecast as filed in the same run.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import detente
from detente.outlook.edits import every_edit
from detente.outlook.model import Model
from detente.outlook.turning import Turning

CASE = "belarus-2023"
HOME = Path(__file__).resolve().parents[1]

Work = Callable[[], object]


def as_filed() -> Work:
    """Run central inputs, as the file has the actors decide; reading the file and its states not counted."""
    sit = loaded()
    return lambda: run(Model(sit, sit.as_of, 0, 1))


def span() -> Work:
    """Run every theory of behaviour and kind of knowledge, without draws."""
    sit = loaded()
    return lambda: detente.forecast(sit, draws=0)


def draws() -> Work:
    """Run two hundred draws of all ranges, worths included, without the span."""
    sit = loaded()
    return lambda: detente.forecast(sit, draws=200, span=False)


def whole() -> Work:
    """Run all of a forecast with its usual settings."""
    sit = loaded()
    return lambda: detente.forecast(sit, draws=200)


def edits() -> Work:
    """Try every single edit of the flip sets, each from the model as filed."""
    sit = loaded()
    turning = Turning(sit, "taiwan", sit.as_of)
    listed = list(every_edit(sit))
    return lambda: [turning.probability((edit,)) for edit in listed]


def twin(count: int = 40) -> Work:
    """Run small random situations by the twin that the tests hold the forecast against."""
    random, forecast = _twins()
    models = [random(seed) for seed in range(count)]
    return lambda: [forecast(model) for model in models]


def beside_twin(count: int = 40) -> Work:
    """Run the same situations by the package, reading the files included."""
    random, _ = _twins()
    texts = [random(seed).text() for seed in range(count)]
    return lambda: [detente.forecast(detente.load(text), draws=0, span=False) for text in texts]


ROWS: dict[str, Callable[[], Work]] = {
    "as filed": as_filed,
    "method span": span,
    "200 draws": draws,
    "span and 200 draws": whole,
    "every single edit": edits,
    "40 small situations": beside_twin,
    "the same by the twin": twin,
}


def loaded() -> detente.Situation:
    """Read the case, with its states at hand."""
    sit = detente.load(CASE)
    if sit.states is None:
        raise SystemExit(f"{CASE} has no options")
    run(Model(detente.load("prisoners-dilemma"), None, 0, 1))  # what is imported on first use is not counted
    return sit


def run(model: Model) -> object:
    """Run a model at central inputs as filed."""
    return model.mixture(model.central, model.filed)


def _twins() -> tuple[Callable[[int], object], Callable[[object], object]]:
    import numpy as np

    sys.path.insert(0, str(HOME / "tests"))
    from naive.forecast import Model as Random
    from naive.forecast import forecast

    return lambda seed: Random(np.random.default_rng(seed)), forecast


def measured(name: str) -> tuple[float, float]:
    """Give the processor time of a row in seconds, and the greatest memory of its process in MB."""
    work = ROWS[name]()
    start = process_time()
    work()
    return process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print every row, beside the forecast as filed."""
    unit = 0.0
    print(f"{'':24}{'seconds':>10}{'ratio':>8}{'MB':>8}")
    for name in ROWS:
        command = [sys.executable, __file__, name]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        seconds, memory = map(float, told)
        unit = unit or seconds
        print(f"{name:24}{seconds:10.2f}{seconds / unit:8.1f}{memory:8.0f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*measured(sys.argv[1]))
    else:
        main()
