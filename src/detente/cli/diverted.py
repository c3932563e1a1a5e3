"""What ``detente ties --diversion`` says: where a direct flow fell, what rose through third states."""

from __future__ import annotations

from datetime import date

import click

from detente.cli.render import heading, points, print_json, say, show_faults, table
from detente.situation.names import nearest
from detente.situation.phrasing import actor_name
from detente.situation.records import Situation
from detente.ties.diversion import Diversion, Leg, Through, diversions, in_other_units, products_of

MOST_SAID = 12


def diversion_view(
    sit: Situation, product: str, years: tuple[int | None, int | None], day: date | None, *, as_json: bool
) -> None:
    """Screen one product for ways round."""
    known = products_of(sit)
    wanted = "".join(product.split()).casefold()
    if not any("".join(one.split()).casefold().startswith(wanted) for one in known):
        near = nearest(product, known)
        some = (
            f"; did you mean '{near}'?"
            if near
            else f"; it has {', '.join(known[:8])}"
            if known
            else "; it names no products"
        )
        raise click.UsageError(f"--diversion: no tie is of the product '{product}'{some}")
    found = diversions(sit, product, *years, as_of=day)
    show_faults(in_other_units(sit, product, as_of=day))
    if as_json:
        print_json(found)
        return
    say(sit.title)
    if not found:
        say(f"No direct flow of {product} fell between two years that are on record.")
    for one in found:
        _say(sit, one)
    if found:
        say("A lead and no proof: what rose may be the third state's own demand.")


def _say(sit: Situation, one: Diversion) -> None:
    """Print one direct flow with those through whom it may have gone."""
    source, target = actor_name(sit, one.source), actor_name(sit, one.target)
    heading(
        f"{one.product}, {source} to {target}: {one.before:,.4g} in {one.base}, {one.after:,.4g} in {one.year} {one.unit}".rstrip()
    )
    rows = [_row(sit, through) for through in one.through[:MOST_SAID]]
    if rows:
        table(("through", "rise", "to it", "from it"), rows, right=(1, 2, 3))
    else:
        say("Through no third state did both legs rise, by what is on record.")
    if one.unknown:
        say("Unknown, for want of figures:")
        points(
            f"{actor_name(sit, through.state)}: {_most(through.rise)}; {through.rise.why}"
            for through in one.unknown[:MOST_SAID]
        )
    left = len(one.through) + len(one.unknown) - len(rows) - len(one.unknown[:MOST_SAID])
    if left:
        say(f"... and {left} more; --json lists them.")


def _row(sit: Situation, one: Through) -> tuple[str, ...]:
    return actor_name(sit, one.state), _leg(one.rise), _leg(one.arriving), _leg(one.leaving)


def _leg(one: Leg) -> str:
    low = f"{one.low:,.4g}"
    if one.high is None:
        return f"{low} or more"
    high = f"{one.high:,.4g}"
    return low if low == high else f"{low} to {high}"


def _most(one: Leg) -> str:
    if one.high is None:
        return "any amount"
    return f"at most {one.high:,.4g}"
