"""What ownership by the listed does to a party, under the regime of the list each holder stands on.

Serves the OFAC 50 Percent Rule, the tests of ownership and control of the European Union and the
United Kingdom, and the Affiliates Rule of the Bureau of Industry and Security (legal-safety point
5). A listed owner bars nobody by being an owner: what it holds, or controls, does. Below that an
officer weighs its influence (`OWNERSHIP-CAUTION`), as each of those regimes asks.
"""

from collections.abc import Iterator
from functools import partial

from licet.dossier.values import Party
from licet.encoding.exact import decimal_text
from licet.facts.fact import Fact, Missing
from licet.facts.kleene import Proof, met, not_met, unknown
from licet.law.case import Case, Hit
from licet.law.holdings import Holdings, holdings_of, percent
from licet.law.ownership_regimes import AFFILIATES, Regime, RegimeName, regime_on, regimes_of
from licet.law.questions import missing
from licet.law.rule import Rule, Test
from licet.reference.criteria import Effect
from licet.screening.ownership import NOBODY_STATED, Measure, Reach, Standing, Step, reach

EFFECTS: tuple[Effect, ...] = ("prohibit", "refuse", "weigh")
_SUFFIX: dict[str, str] = {"prohibit": "", "refuse": "-REFUSE", "weigh": "-WEIGH"}
_ORDER: tuple[RegimeName, ...] = ("STRICTEST", "OFAC", "EU", "UK", "BIS")
AFFILIATES_TEXT = "BIS-AFFILIATES"
"""Under this name a rulebook's `confirmed_texts` records what the Affiliates Rule says today."""


def ownership_rules(case: Case) -> tuple[Rule, ...]:
    """For each party: the strictest reading always, and each regime under which somebody above the party is, or may be, listed."""
    holdings = holdings_of(case)
    return tuple(rule for party in case.dossier.parties for rule in _rules_for(case, party, holdings))


def _rules_for(case: Case, party: Party, holdings: Holdings) -> Iterator[Rule]:
    hits = [hit for node in holdings.above(party.id) for hit in holdings.hits.get(node, ()) if hit.state != "cleared"]
    for name in _ORDER:
        regime = regime_on(name, case.as_of)
        counted = {hit.effect for hit in hits if name in regimes_of(hit.list)}
        if name == "BIS" and not any(AFFILIATES & set(hit.list.split("+")) for hit in hits):
            continue
        for effect in EFFECTS:
            if regime is not None and (effect in counted or (name, effect) == ("STRICTEST", "prohibit")):
                test = partial(owned_by_listed, party=party, holdings=holdings, regime=regime, effect=effect)
                inner = "" if name == "STRICTEST" else f"-{name}"
                yield _rule(f"OWNERSHIP{inner}{_SUFFIX[effect]}:{party.id}", regime.citation, effect, test)
    if hits:
        yield _rule(
            f"OWNERSHIP-CAUTION:{party.id}",
            "OFAC FAQ 398; EU Best Practices on control; 15 CFR part 732 Supplement 3, red flag 29",
            "weigh",
            partial(influenced_by_listed, party=party, holdings=holdings),
        )


def _rule(rule: str, citation: str, effect: Effect, test: Test) -> Rule:
    standard = "risk" if "CAUTION" in rule else "inconsistency"
    return Rule(id=rule, instrument="LISTS", citation=citation, effect=effect, standard=standard, test=test)  # type: ignore[arg-type]


def owned_by_listed(case: Case, party: Party, holdings: Holdings, regime: Regime, effect: Effect) -> Proof:
    """Is the party held, or controlled where that counts, by those whom a list of this effect names?"""
    target = holdings.node[party.id]
    standings = {node: _standing(holdings, node, regime.name, effect) for node in holdings.above(party.id)}
    joint = case.fact("held_jointly", party.id)
    measure = Measure(
        threshold=regime.threshold,
        inclusive=regime.inclusive,
        control=regime.control,
        readings=regime.readings,
        joint=True if regime.joint == "added" else joint.value if joint.evidence and isinstance(joint.value, bool) else None,
    )
    found = reach(holdings.graph, standings, target, measure)
    says = _said(case, party, holdings, regime, found)
    facts = tuple(dict.fromkeys(_facts(case, party, holdings, found)))
    if found.outcome == "unknown":
        proof = unknown(says, *_asks(holdings, party, measure, standings, found), facts=facts)
    else:
        proof = (met if found.outcome == "yes" else not_met)(says, *facts)
    return _confirmed(case, regime, proof)


def _confirmed(case: Case, regime: Regime, proof: Proof) -> Proof:
    """A regime that nobody has confirmed to be in force settles nothing either way."""
    if regime.confirm is None or any(
        (text.instrument, text.amendment) == (AFFILIATES_TEXT, regime.confirm) and text.on <= case.known_at
        for text in case.rulebook.confirmed_texts
    ):
        return proof
    says = f"{proof.says}; but the authority has not confirmed that the {regime.title} is in force ({regime.confirm})"
    return unknown(says, missing("text_confirmed", AFFILIATES_TEXT), *proof.missing, facts=proof.facts)


def influenced_by_listed(case: Case, party: Party, holdings: Holdings) -> Proof:
    """To weigh: a listed person stands among the owners, whatever its share."""
    above = holdings.above(party.id)
    listed = [node for node in above if any(hit.state == "confirmed" for hit in holdings.hits.get(node, ()))]
    if not listed:
        asks = [missing("hit", path) for node in above for path in holdings.open_hits(node)]
        return unknown(f"a listed person may stand among the owners of {party.id}", *asks)
    names = ", ".join(_named(holdings, node) for node in listed)
    return case.assessed(
        "listed_owner_concern",
        about=party.id,
        adverse=f"the standing of {names} among the owners of {party.id} weighs against it",
        clear=f"the standing of {names} among the owners of {party.id} was found to be no concern",
    )


def _standing(holdings: Holdings, node: str, regime: RegimeName, effect: Effect) -> Standing:
    """Whether a holder counts: by its hits on lists of the regime whose effect is at least this strict."""
    hits = [hit for hit in holdings.hits.get(node, ()) if _counts(hit, regime, effect)]
    if any(hit.state == "confirmed" for hit in hits):
        return "yes"
    return "unknown" if node in holdings.unscreened or any(hit.state == "open" for hit in hits) else "no"


def _counts(hit: Hit, regime: RegimeName, effect: Effect) -> bool:
    return regime in regimes_of(hit.list) and EFFECTS.index(hit.effect) <= EFFECTS.index(effect)


# ---- in words


def _said(case: Case, party: Party, holdings: Holdings, regime: Regime, found: Reach) -> str:
    shares = percent(found.least, found.most)
    reading = "link by link" if found.reading == "link" else "as shares of shares"
    how = f"{regime.title}: {regime.measure}, counted {reading}"
    begun = {
        "yes": f"listed persons reach {party.id} by what they hold or control ({how}); {shares} of it counts",
        "unknown": f"whether listed persons reach {party.id} by what they hold or control is open ({how}); {shares} of it may count",
        "no": f"listed persons do not reach {party.id} by what they hold or control ({how}); {shares} of it counts",
    }[found.outcome]
    way = "; ".join(_step_said(case, holdings, step) for step in found.through)
    return f"{begun}: {way}" if way else begun


def _step_said(case: Case, holdings: Holdings, step: Step) -> str:
    held = holdings.shown(step.held)
    if step.holder == NOBODY_STATED:
        return f"{step.holder} among the owners of {held} may hold {percent(step.least, step.most)}"
    control = {True: " and controls it", False: "", None: ", control not stated"}[step.controls]
    sources = sorted({fact.source for fact in _share_facts(case, holdings, step)})
    return f"{_named(holdings, step.holder)} holds {percent(step.least, step.most)} of {held}{control} ({', '.join(sources)})"


def _named(holdings: Holdings, node: str) -> str:
    hits = [f"{hit.list} {hit.record_id}, {hit.state}" for hit in holdings.hits.get(node, ()) if hit.state != "cleared"]
    unscreened = ["not screened"] if node in holdings.unscreened else []
    marks = "; ".join(dict.fromkeys([*hits, *unscreened]))
    return f"{holdings.shown(node)} ({marks})" if marks else holdings.shown(node)


def _facts(case: Case, party: Party, holdings: Holdings, found: Reach) -> Iterator[Fact]:
    yield case.stated("owners_complete", party.owners_complete, party.id)
    for step in found.through:
        yield from _share_facts(case, holdings, step)


def _share_facts(case: Case, holdings: Holdings, step: Step) -> Iterator[Fact]:
    """Each statement a stake rests on, with its source."""
    for path, owner in holdings.stated.get((step.holder, step.held), ()):
        shares = (owner.share,) if owner.share_range is None else (owner.share_range.min, owner.share_range.max)
        words = tuple(decimal_text(share) for share in shares if share is not None)
        yield case.stated("owner_share", words[0] if len(words) == 1 else words or None, path)


def _asks(holdings: Holdings, party: Party, measure: Measure, standings: dict[str, Standing], found: Reach) -> tuple[Missing, ...]:
    """What would settle it: hits, completeness, the shares and control of those who may count, and whether several hold jointly."""
    above = holdings.above(party.id)
    asks = [missing("hit", path) for node in above if standings[node] == "unknown" for path in holdings.open_hits(node)]
    asks += [missing("owners_complete", path) for node in (holdings.node[party.id], *above) for path in holdings.incomplete(node)]
    steps = [(step, _paths(holdings, step)) for step in found.through if step.holder != NOBODY_STATED]
    asks += [missing("owner_share", path) for step, paths in steps if step.least != step.most for path in paths]
    if measure.control:
        open_ones = [paths for step, paths in steps if step.controls is None and not measure.reached(step.least)]
        asks += [missing("owner_controls", path) for paths in open_ones for path in paths]
    if measure.joint is None:
        asks.append(missing("held_jointly", party.id))
    if not asks:
        # Exact figures that make more than the whole, or that two places state otherwise: one of them is wrong.
        asks = [missing("owner_share", path) for _, paths in steps for path in paths]
    return tuple(dict.fromkeys(asks))


def _paths(holdings: Holdings, step: Step) -> list[str]:
    return [path for path, _ in holdings.stated[step.holder, step.held]]
