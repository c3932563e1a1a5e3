"""The page hangs on the file and the settings alone: not on the process, its seed of hashes or the folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from brief.making import HARBOUR

CODE = (
    "import hashlib, sys, pathlib, detente; sit = detente.load(pathlib.Path(sys.argv[1])); "
    "print(hashlib.sha256(detente.report(sit, draws=5).encode()).hexdigest())"
)


def digest(path: Path, seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}", "LC_ALL": "C"},
    )
    return done.stdout.strip()


def test_a_page_is_the_same_in_another_process_folder_time_zone_and_with_other_hashes(tmp_path: Path) -> None:
    found = set()
    for seed in ("1", "2"):
        folder = tmp_path / f"deep{seed}"
        folder.mkdir()
        path = folder / "harbour.yaml"
        path.write_text(HARBOUR, encoding="utf-8")
        found.add(digest(path, seed))
    assert len(found) == 1
    assert found != {hashlib.sha256(b"").hexdigest()}
