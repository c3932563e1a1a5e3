"""A small situation with something in every section of the page, and ways to vary it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import detente
from detente.brief.gather import Gathered, gather
from detente.situation.records import Situation

HARBOUR = """\
detente: 1
title: A harbour between two neighbours
asks: Will the island let the fleet in?
marking: For exercise only
note: Nothing here happened.
as_of: 2030-05-01
horizon: 2031-12-31
actors:
  ISL: {name: The Island, note: Owns the harbour}
  NOR: {name: Northland}
  SOU: {name: Southland}
options:
  ISL:
    open: {text: Open the harbour to the fleet of Northland, because: It did so 30 years ago}
    sell: {text: Sell its boats, lasting: taken}
  NOR:
    build: {text: Build a base of 12 piers, since: 2029-03}
  SOU:
    boycott: {text: Stop buying fish}
rules:
  - rule: open -> build
    because: A fleet needs piers
    evidence: [piers]
  - at_most_one: [sell, boycott]
status_quo: [build]
preferences:
  ISL:
    because: It lives on fish and rent
    types:
      trader: {prior: [50%, 70%], text: Sell fish above all, statements: [not boycott, open, not sell]}
      tenant: {text: Live on rent, because: The rest, statements: [open, {holds: not sell, vital: true}]}
  NOR:
    behaviour: nash
    statements: [open, build]
  SOU:
    types:
      strict: {prior: 40%, because: Judgement of the analyst, statements: [not open, open -> boycott, not boycott]}
      lenient:
        weights:
          - {when: open, worth: [-3, -1]}
          - {when: boycott, worth: -10 * tie(ISL/SOU/exports)}
believes:
  ISL: {SOU: {strict: likely}}
play:
  caution: 45%
events:
  storm: {text: A storm shuts the harbour, chance: [5%, 10%], sets: {sell: no}, because: One in 14 years}
sources:
  gazette: {title: The Harbour Gazette, author: A. Clerk, publisher: Harbour Press, date: 2030-04-20, grade: B, url: "https://example.org/gazette?a=1&b=2", licence: CC0-1.0}
  letters: {title: Letters to the editor, date: 2030-04, grade: F, url: "javascript:alert(1)"}
evidence:
  piers: {date: 2030-04-02, source: gazette, at: p2 s1, digest: 0a1b2c3d, kind: conduct, by: NOR, says: Northland drove piles for 12 piers., expected_if: {SOU: {strict: likely, lenient: unlikely}}}
  speech: {date: 2030-04-10, source: gazette, kind: statement, by: SOU, says: Southland warned that it would buy no fish., grade: B2, expected_if: {SOU: {strict: very likely, lenient: likely}}}
  trucks: {date: 2030-04-11, source: letters, kind: conduct, by: SOU, says: Trucks went to another harbour., expected_if: {SOU: {strict: likely, lenient: roughly even chance}, mood: equal}}
  copy: {date: 2030-04-12, source: letters, kind: report, says: A reader repeats the speech., origin: speech, expected_if: {SOU: {strict: likely, lenient: unlikely}}}
  later: {date: 2030-06-01, known: 2030-06-02, source: gazette, kind: conduct, by: ISL, says: A tender was called., expected_if: {ISL: {trader: likely, tenant: unlikely}}}
hypotheses:
  mood: {text: "What do the islanders think?", answers: {for: 30%, against: 50%, neither: rest}}
commitments:
  line: {by: SOU, kind: red_line, if: open, then: boycott, text: An open harbour costs you your customers, evidence: [speech], claimed_by: NOR}
  peace: {by: NOR, kind: pledge, then: build}
ties:
  - {from: ISL, to: SOU, vector: exports, value: 0.6, unit: share of exports, year: 2029, source: gazette, status: reported}
  - {from: ISL, to: NOR, vector: exports, value: 0.25, unit: share of exports, year: 2029, source: gazette, status: estimated}
  - {from: NOR, to: ISL, vector: energy, value: 80, unit: million crowns, year: 2028, source: gazette, status: reported}
  - {from: SOU, to: ISL, vector: energy, value: 20, unit: million crowns, year: 2028, source: gazette, status: reported}
  - {from: NOR, to: ISL, vector: energy, unit: million crowns, year: 2029, source: gazette, status: not_reported}
  - {from: SOU, to: ISL, vector: energy, value: 22, unit: million crowns, year: 2029, source: gazette, status: reported}
agreements:
  lease: {between: [ISL, NOR], date: 2012-06-01, fields: [piers, water], source: gazette, text: Lease of the north mole}
effects:
  - {when: boycott, tie: ISL/SOU/exports, by: [-0.6, -0.3], unit: share of exports, because: They can buy little elsewhere}
poles: {north: [NOR], south: [SOU]}
figures:
  boats: {total: 40, parts: {cutters: 25, others: rest}, unit: boats, source: gazette, date: 2030-01, text: Boats of the island}
transfers:
  charts: {item: Sea charts, from: ISL, to: NOR, consent: {SOU: {chance: 20%, basis: treaty of 1900, until: 2031-01-01}}, routes: [{through: [SOU], consent: {SOU: {chance: 50%}}}]}
questions:
  opens: {text: "Does the island open its harbour?", when: open, counted: ever, by: 2031-12-31, base: 20%, because: Once in 30 years}
  boycotts: {text: "Does Southland stop buying fish?", when: boycott, counted: at_end, by: 2031-12-31}
  sells: {text: "Does the island sell its boats?", when: sell, counted: ever, base: 10%}
  weather: {text: "Is there a storm?", base: 30%, by: 2031-12-31, because: Not a matter of choice}
"""


@cache
def harbour() -> Situation:
    """Give the small situation."""
    return loaded(HARBOUR)


def loaded(text: str) -> Situation:
    """Read a text that has no fault."""
    sit, faults = detente.read(text)
    assert sit is not None, [str(one) for one in faults]
    return sit


@cache
def gathered() -> Gathered:
    """Give what the page of the small situation is made of."""
    return gather(harbour(), draws=20, seed=1)


@cache
def page() -> str:
    """Give the page of the small situation."""
    return detente.report(harbour(), draws=20)


@cache
def case_page(name: str) -> str:
    """Give the page of a built-in case, its ranges at the centre."""
    return detente.report(detente.load(name), draws=0)


def without(*sections: str) -> str:
    """Give the small file without some of its top-level keys."""
    kept, keep = [], True
    for line in HARBOUR.splitlines(keepends=True):
        if not line.startswith((" ", "#")):
            keep = line.partition(":")[0] not in sections
        if keep:
            kept.append(line)
    return "".join(kept)


FREE = {
    "title",
    "asks",
    "marking",
    "note",
    "name",
    "text",
    "because",
    "author",
    "publisher",
    "licence",
    "url",
    "says",
    "item",
    "basis",
    "unit",
    "fields",
}


def with_texts(nasty: str) -> str:
    """Give the small file with every free text replaced; units stay one unit for each vector."""
    import yaml

    tree = yaml.load(HARBOUR, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    return json.dumps(_replaced(tree, nasty), indent=1)


def _replaced(node: Any, nasty: str, path: tuple[str, ...] = ()) -> Any:
    if isinstance(node, dict):
        return {key: _replaced(value, nasty, (*path, key)) for key, value in node.items()}
    if isinstance(node, list):
        return [_replaced(value, nasty, path) for value in node]
    is_free = bool(path) and path[-1] in FREE and not (path[0] == "ties" and path[-1] == "unit")
    is_free |= len(path) == 3 and path[0] == "options" and path[2] not in {"since", "lasting"}
    if path[:1] == ("effects",) and path[-1:] == ("unit",):
        is_free = False
    return nasty if is_free else node
