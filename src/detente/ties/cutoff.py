"""Cut-offs: what losing a supplier costs, at three levels, each of which says what it assumes."""

from __future__ import annotations

import math
from collections.abc import Mapping


def uncovered_share(supplied: float, spare: float, total: float) -> float:
    """Give the share of a total that others can't replace: max(0, x - spare capacity) / X.

    Parameters
    ----------
    supplied : float
        What the supplier delivers.
    spare : float
        What the others could deliver in addition within the time looked at.
    total : float
        All that is delivered, in the same unit, above zero.

    Examples
    --------
    >>> uncovered_share(60, 15, 100)
    0.45
    """
    return max(0.0, supplied - spare) / total


def ces_output(cost_share: float, cut: float, elasticity: float) -> float:
    """Give output after a cut of one input, over output before.

    [a (1 - c)^((s-1)/s) + 1 - a]^(s/(s-1)); (1 - c)^a at elasticity 1, and 1 - c as it goes to 0. The elasticity of
    substitution decides everything: give a range.

    Parameters
    ----------
    cost_share : float
        The input's share a in costs, in (0, 1).
    cut : float
        The part c of it that is lost, in [0, 1].
    elasticity : float
        Elasticity of substitution s, at least 0.

    Raises
    ------
    ValueError
        If the elasticity is negative.

    Examples
    --------
    >>> round(ces_output(0.04, 0.3, 0.1), 6), round(ces_output(0.04, 0.3, 1), 4)
    (0.928418, 0.9858)

    Notes
    -----
    Bachmann et al. (2022), *What if? The economic effects for Germany of a stop of energy imports from Russia*.
    """
    left = 1 - cut
    if elasticity < 0:
        raise ValueError(f"ces_output(): the elasticity can't be negative; got {elasticity}")
    if elasticity == 0 or not left:
        return left if elasticity <= 1 else math.pow(1 - cost_share, elasticity / (elasticity - 1))
    if elasticity == 1:
        return math.pow(left, cost_share)
    power = (elasticity - 1) / elasticity
    return math.pow(cost_share * math.pow(left, power) + 1 - cost_share, 1 / power)


def welfare_loss(domestic_before: float, domestic_after: float, trade_elasticity: float) -> float:
    """Give the long-run loss of real income from less trade: 1 - (before / after)^(1/e).

    Parameters
    ----------
    domestic_before, domestic_after : float
        Share of spending on domestic goods before and after; 1 after is autarky.
    trade_elasticity : float
        Elasticity e of trade with respect to its costs, above 0.

    Examples
    --------
    >>> round(welfare_loss(0.6, 1, 5), 6)
    0.09712

    Notes
    -----
    Arkolakis, Costinot & Rodríguez-Clare (2012), *New trade models, same old gains?*, eq. 1.
    """
    return 1 - math.pow(domestic_before / domestic_after, 1 / trade_elasticity)


def geopolitical_supply_risk(
    production_hhi: float, instability: Mapping[str, float], imports: Mapping[str, float], production: float
) -> float | None:
    """Give an index of supply risk: concentration of world production times imports weighted by instability.

    H sum(g_i f_i) / (p + F), all in quantities. An index, not a probability.

    Parameters
    ----------
    production_hhi : float
        Herfindahl-Hirschman index of world production.
    instability : mapping of str to float
        Instability g of each supplier, in [0, 1].
    imports : mapping of str to float
        Imports f from each supplier, F their sum.
    production : float
        Own production p.

    Returns
    -------
    float or None
        None where nothing is used.

    Examples
    --------
    >>> round(geopolitical_supply_risk(0.35, {"A": 0.6, "B": 0.4}, {"A": 40, "B": 20}, 20), 6)
    0.14

    Notes
    -----
    Gemechu et al. (2015); Helbig et al. (2016).
    """
    used = production + math.fsum(imports.values())
    if not used:
        return None
    return production_hhi * math.fsum(instability[one] * flow for one, flow in imports.items()) / used
