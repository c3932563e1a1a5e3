"""Whose consents a transfer needs, and which belief a consent's probability hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from detente.situation.records import Consent, Consents, Situation, Transfer


def consents_of(transfer: Transfer) -> Iterator[tuple[tuple[str, ...], Consents]]:
    """Go through all sets of consents that a transfer speaks of, each with its path of keys within the transfer.

    Parameters
    ----------
    transfer : Transfer

    Examples
    --------
    >>> import detente
    >>> polonez = detente.load("belarus-2023").transfers["polonez"]
    >>> [(path, consents[0].holder) for path, consents in consents_of(polonez)]
    [(('consent',), 'CHN')]
    """
    places: list[tuple[tuple[str, ...], Consents, tuple[Consents, ...]]] = [
        ((), transfer.consent, transfer.either),
        *((("parts", name), part.consent, part.either) for name, part in transfer.parts.items()),
        *((("routes", str(k)), route.consent, route.either) for k, route in enumerate(transfer.routes)),
        *((("steps", str(k)), step.consent, step.either) for k, step in enumerate(transfer.steps)),
    ]
    for path, needed, either in places:
        if needed:
            yield (*path, "consent"), needed
        for k, one in enumerate(either):
            yield (*path, "either", str(k)), one


def group_of(sit: Situation, consent: Consent) -> str:
    """Give the actor or hypothesis whose types a consent's probabilities are by; empty if there is none, or several.

    Parameters
    ----------
    sit : Situation
    consent : Consent
        With probabilities by type.

    Returns
    -------
    str
        The holder, if it has these types; else the one hypothesis that has these answers.
    """
    named = set(consent.by_type)
    preference = sit.preferences.get(consent.holder)
    if preference is not None and preference.typed and named <= set(preference.types):
        return consent.holder
    found = [one.id for one in sit.hypotheses.values() if named <= set(one.answers)]
    return found[0] if len(found) == 1 else ""


def unrated(sit: Situation, consent: Consent) -> tuple[str, ...]:
    """Name the types of the group that a consent gives no probability for.

    Parameters
    ----------
    sit : Situation
    consent : Consent
    """
    group = group_of(sit, consent)
    if not group:
        return ()
    types = sit.preferences[group].types if group in sit.preferences else sit.hypotheses[group].answers
    return tuple(name for name in types if name not in consent.by_type)
