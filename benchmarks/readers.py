"""Rates and peak memory of the readers on generated files; each row in a process of its own.

Run it: python benchmarks/readers.py [thousands of rows, by default 2000]
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from detente.ties.codes import states
from detente.ties.readers.asked import Asked
from detente.ties.readers.formats import FORMATS
from detente.ties.readers.importing import Labels, bring_in

DAYS = [f"2018{month:02d}{day:02d}" for month in range(1, 13) for day in range(1, 29)]
HEADER = Path(__file__).resolve().parents[1] / "tests" / "data" / "gdelt_v2_events_header.txt"


def codes(scheme: str) -> list[str]:
    """Give the codes of one scheme that stand for somebody today."""
    return [one.codes[scheme][0] for one in states() if one.last is None and one.codes[scheme]]


def baci(rows: int) -> Iterator[str]:
    """Make trade by product, in the order of exporter and importer as it is published."""
    draw = random.Random(1)
    known = codes("baci")
    yield "t,i,j,k,v,q\n"
    per_pair = max(1, rows // (len(known) * (len(known) - 1)))
    made = 0
    while made < rows:
        pair = draw.sample(known, 2)
        for _ in range(min(per_pair, rows - made)):
            yield f"2022,{pair[0]},{pair[1]},{draw.randrange(10_000, 980_000):06d},{draw.random() * 1e4:.3f},\n"
        made += per_pair


def cow_trade(rows: int) -> Iterator[str]:
    """Make trade of pairs and years."""
    draw = random.Random(1)
    known = sorted(codes("cow"), key=int)
    yield "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,version\n"
    made = 0
    for year in range(1993, 2093):
        for at, first in enumerate(known):
            for second in known[at + 1 :]:
                if made == rows:
                    return
                made += 1
                yield f"{first},{second},{year},A,B,{draw.random() * 99:.4f},-9,1,1,4.0\n"


def gdelt(rows: int) -> Iterator[str]:
    """Make events, five of a story, in the order of days."""
    draw = random.Random(1)
    known = codes("cameo")
    one = other = ""
    names = HEADER.read_text(encoding="utf-8").strip().split("\t")
    for row in range(rows):
        day = DAYS[row * len(DAYS) // rows]
        if row % 5 == 0:
            one, other = draw.sample(known, 2)
        cells = dict.fromkeys(names, "")
        cells |= {
            "GLOBALEVENTID": str(row),
            "SQLDATE": day,
            "Actor1CountryCode": one,
            "Actor2CountryCode": other,
            "EventCode": f"{row // 5 % 20 + 1:02d}0",
            "ActionGeo_CountryCode": "RS",
            "DATEADDED": f"{day}000000",
            "SOURCEURL": f"http://paper{row % 7}.example/news/story-{row // 5}-of-some-made-up-day/{row}",
        }
        yield "\t".join(cells.values()) + "\n"


MAKERS: dict[str, Callable[[int], Iterator[str]]] = {"baci": baci, "cow_trade": cow_trade, "gdelt": gdelt}
ROWS = {
    "baci, all pairs added up": ("baci", Asked()),
    "baci, one actor": ("baci", Asked(actors=frozenset({"BLR"}))),
    "baci, products apart": ("baci", Asked(by_product=True)),
    "cow_trade, all pairs": ("cow_trade", Asked()),
    "cow_trade, one actor": ("cow_trade", Asked(actors=frozenset({"BLR"}))),
    "gdelt, counts by month": ("gdelt", Asked(kind="counts")),
    "gdelt, leads": ("gdelt", Asked(kind="leads")),
    "gdelt, leads of one actor": ("gdelt", Asked(kind="leads", actors=frozenset({"BLR"}))),
}


def measure(name: str, folder: Path) -> None:
    """Print one row."""
    form, asked = ROWS[name]
    source, target = folder / f"{form}.txt", folder / "out.csv"
    began, spent = time.perf_counter(), time.process_time()
    found = bring_in(FORMATS[form], [source], target, asked, Labels("trade", "USD", form))
    took, spent = time.perf_counter() - began, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read = found.account.read
    print(
        f"{name:28} {read:>11,} rows {source.stat().st_size / 1e6:7.0f} MB {took:7.1f} s {spent:7.1f} s of processor"
        f" {read / spent:10,.0f} rows/s {peak:6.0f} MB   {found.rows:,} rows written"
    )


def main() -> None:
    """Make the files, and measure each reader in a process of its own."""
    rows = 1000 * int(sys.argv[1]) if sys.argv[1:] else 2_000_000
    with tempfile.TemporaryDirectory() as folder:
        for name, make in MAKERS.items():
            with (Path(folder) / f"{name}.txt").open("w", encoding="utf-8") as stream:
                stream.writelines(make(rows))
        for name in ROWS:
            subprocess.run([sys.executable, __file__, name, folder], check=True)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
