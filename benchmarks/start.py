#!/usr/bin/env python3
"""What it costs to start: CPU time of fresh processes, beside that of an empty interpreter.

Run as ``python benchmarks/start.py [RUNS]``. Each row is the least of several runs, in seconds of CPU time (user and system), and as a
ratio to the empty interpreter, which carries over better from one machine to the next.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = "from detente.cli.main import main; main({})"
CASE = "belarus-2023"


def rows(page: Path) -> dict[str, str]:
    """Give the programs that are measured, by what they do."""
    return {
        "an empty interpreter": "",
        "import numpy": "import numpy",
        "import detente": "import detente",
        "load a case": f"import detente; detente.load({CASE!r})",
        "detente solve, whole process": COMMAND.format(["solve", CASE, "--json"]),
        "detente forecast, whole process": COMMAND.format(["forecast", CASE, "--json"]),
        "detente report, whole process": COMMAND.format(["report", CASE, "-o", str(page)]),
    }


def cpu_time(program: str) -> float | None:
    """Run a program in a fresh process; give its CPU time in seconds, None if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent if done.returncode == 0 else None


def main(runs: int) -> None:
    """Print the table."""
    print(f"CPU time of fresh processes, least of {runs}, Python {sys.version.split()[0]}")
    print(f"{'what':34}{'seconds':>9}{'ratio':>8}")
    empty = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for what, program in rows(Path(folder) / "page.html").items():
            times = [time for _ in range(runs) if (time := cpu_time(program)) is not None]
            if not times:
                print(f"{what:34}{'fails':>9}")
                continue
            empty = empty or min(times)
            print(f"{what:34}{min(times):9.3f}{min(times) / empty:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
