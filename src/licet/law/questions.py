"""Every fact the law asks for: its question and who can answer it.

One list, read top to bottom; a rule can only ask what stands here, and `docs/reference/facts.md`
is checked against it. `yes means` says what an affirmative answer does, so that no officer has to
guess which way a question is put.
"""

from typing import get_args

import msgspec

from licet.dossier.history import EndUserKind
from licet.encoding.reading import FactValue
from licet.facts.fact import Answerer, Missing


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as a question. `values` is what may be answered: `yes/no`, or the words to choose from."""

    asks: str
    answerer: Answerer
    values: tuple[str, ...] = ("true", "false")
    hint: str = ""


END_USER_KINDS: tuple[str, ...] = get_args(EndUserKind)
ATT_CATEGORIES = (
    "battle_tanks",
    "armoured_combat_vehicles",
    "large_calibre_artillery",
    "combat_aircraft",
    "attack_helicopters",
    "warships",
    "missiles_and_launchers",
    "small_arms_and_light_weapons",
    "ammunition",
    "parts_and_components",
    "none",
)


def _officer(asks: str, hint: str = "Yes stands in the way; no needs your assessment and its source.") -> Question:
    return Question(asks=asks, answerer="officer", hint=hint)


def _duty(asks: str, answerer: Answerer = "officer") -> Question:
    return Question(asks=asks, answerer=answerer, hint="Yes means done, with the evidence in hand.")


QUESTIONS: dict[str, Question] = {
    # Parties, way and use
    "parties_complete": _duty("Does the request name every party to the transfer?", "exporter"),
    "legs_complete": _duty("Does the request state every stretch of the way?", "exporter"),
    "owners_complete": _duty("Are all owners and controllers of this party stated?", "exporter"),
    "owner_share": Question(
        asks="What share does this owner hold?", answerer="exporter", values=(), hint="A percentage, or a range."
    ),
    "owner_controls": Question(
        asks="Does this owner control the party it holds a share of?",
        answerer="exporter",
        hint="By votes, by naming its board, by contract or in fact.",
    ),
    "same_person_as": Question(
        asks="Which other party or owner of the request is the same person?",
        answerer="exporter",
        values=(),
        hint="Its id, as in buyer/holding.",
    ),
    "held_jointly": _officer(
        "Do the listed owners hold their shares jointly, or does one of them control the rights of another?",
        "Yes adds their shares up; no needs the evidence that they act apart.",
    ),
    "listed_owner_concern": _officer("Does the share or influence of a listed owner weigh against a transfer to this party?"),
    "destination_state": Question(asks="In which state will the goods finally stay?", answerer="exporter", values=()),
    "end_use_territory": Question(
        asks="In which part of the state will the goods be used?",
        answerer="exporter",
        values=(),
        hint="Law differs by territory there.",
    ),
    "territory_settled": _duty("Has the authority decided that it transfers to this disputed or occupied territory?"),
    "party_country": Question(asks="Which state is this party of?", answerer="exporter", values=()),
    "end_user": Question(asks="Who is the end user?", answerer="exporter", values=()),
    "end_user_kind": Question(
        asks="What kind of end user is this?",
        answerer="officer",
        values=END_USER_KINDS,
        hint="Confirm from evidence, not from the name.",
    ),
    "vessel_flag": Question(asks="Under which flag does the vessel or aircraft travel?", answerer="exporter", values=()),
    "recipients_complete": _duty(
        "Is every recipient with access named, with nationality, residence and server location?", "exporter"
    ),
    "hit": Question(asks="Is this party the listed one?", answerer="officer", values=("cleared", "confirmed")),
    "list_edition": Question(asks="Load a current edition of this list.", answerer="reference_data", values=()),
    # Items
    "classification": Question(asks="Under which entry does the item fall?", answerer="officer", values=()),
    "portfolio_exception": _duty("Has the authority decided to offer this item outside of its portfolio?"),
    "variant": _officer("Which variant of the item is meant?", "As the portfolio names it, such as export or domestic."),
    "can_be_spared": _duty("Can the goods be spared by the day they leave, with every need at home and contract kept?"),
    "planned_item": Question(
        asks="Which item of the production plan is this?", answerer="officer", values=(), hint="As the plan names it."
    ),
    "ready_by": Question(asks="By which day must the goods be ready to leave?", answerer="exporter", values=(), hint="YYYY-MM-DD."),
    "att_category": Question(
        asks="Which category of the Arms Trade Treaty is the item?",
        answerer="officer",
        values=ATT_CATEGORIES,
        hint="Art. 2(1)(a) to (h), ammunition (Art. 3), parts and components (Art. 4), or none.",
    ),
    "origin_state": Question(asks="In which state was the item made?", answerer="exporter", values=()),
    "foreign_content": Question(asks="Which states' controlled content or technology is inside?", answerer="exporter", values=()),
    "origin_consent": _duty("Has the state of origin consented to this transfer?"),
    "is_manpads": _officer("Is the item a man-portable air-defence system?"),
    "mtcr_rare_exception": _duty(
        "Are the binding government assurances given and the exception decided that overcome the strong presumption?"
    ),
    "authorisation_needed": _officer("Does national law require an authorisation for this item?", "Yes opens the full assessment."),
    # Arms Trade Treaty
    "own_use_under_ownership": _duty("Does the State move its own arms for its own use, keeping ownership?"),
    "treaty_obligations_violated": _officer(
        "Would the transfer violate an agreement on arms to which the exporting state is party?"
    ),
    "knowledge_of_atrocity_use": _officer(
        "Is it known that the arms would be used in genocide, crimes against humanity or war crimes?"
    ),
    "assessment_peace": _officer("Could the transfer undermine peace and security?"),
    "assessment_ihl": _officer("Could the items be used to commit or facilitate a serious violation of humanitarian law?"),
    "assessment_ihrl": _officer("Could the items be used to commit or facilitate a serious violation of human rights law?"),
    "assessment_terrorism": _officer("Could the items be used for an offence under the conventions on terrorism?"),
    "assessment_toc": _officer("Could the items be used for an offence of transnational organised crime?"),
    "assessment_gbv": _officer("Could the items be used for serious gender-based violence or violence against women or children?"),
    "mitigation_considered": _duty("Have measures to mitigate the risks been considered?"),
    "residual_risk": _officer("Does an overriding risk of a negative consequence remain after mitigation?"),
    "transit_authorised": _duty("Has every transit state that requires it authorised the transit?"),
    "broker_registered": _duty("Is the broker registered or authorised?"),
    "diversion_assessment": _officer("Is there a risk that the items are diverted from the stated end user or end use?"),
    # End-use assurance
    "certificate": Question(asks="Which end-user certificate covers the transfer?", answerer="exporter", values=()),
    "certificate_verified": _duty("Has the end-user certificate been verified with the state that issued it?"),
    "re_export_undertaking": _duty("Has the end user undertaken not to re-export without consent?", "exporter"),
    "conditions_accepted": Question(
        asks="Which undertakings are accepted as conditions of the authorisation?",
        answerer="officer",
        values=(
            "no_re_export",
            "end_use_only",
            "delivery_verification",
            "on_site_check",
            "quantity_split",
            "no_wmd_use",
            "secure_storage",
            "none",
        ),
        hint="Each must be undertaken by a party; “none” means that none is needed.",
    ),
    "undertaking": Question(
        asks="Who undertakes the conditions that nobody has promised yet?",
        answerer="exporter",
        values=(),
        hint="Hand the request in again with the undertaking.",
    ),
    # Common Position 2008/944/CFSP
    "text_confirmed": Question(
        asks="Has the authority read and confirmed the amended text?",
        answerer="authority",
        values=(),
        hint="Recorded in the rulebook.",
    ),
    "clear_risk_internal_repression": _officer("Is there a clear risk that the items might be used for internal repression?"),
    "body_findings_serious": _officer(
        "Have UN, EU or Council of Europe bodies established serious violations of human rights there?"
    ),
    "clear_risk_ihl_violations": _officer(
        "Is there a clear risk that the items might be used in serious violations of humanitarian law?"
    ),
    "would_provoke_or_prolong_conflict": _officer(
        "Would the transfer provoke or prolong armed conflict or aggravate tensions there?"
    ),
    "clear_risk_aggression": _officer(
        "Is there a clear risk that the recipient would use the items aggressively against another country?"
    ),
    "national_security_concern": _officer("Does the transfer touch the security of Member States, friends or allies?"),
    "recipient_conduct_concern": _officer(
        "Does the buyer country's conduct on terrorism, law and commitments weigh against the transfer?"
    ),
    "economic_capacity_concern": _officer("Would the transfer strain the recipient's technical and economic capacity?"),
    "interests_set_aside": _duty("Is the reasoning free of economic, commercial and industrial interests?"),
    "denial_edition": Question(asks="Load the current denial notifications.", answerer="reference_data", values=()),
    "consultation_closed": _duty("Has the state that denied an alike transaction been consulted, and is the consultation closed?"),
    "consultation_opened_on": Question(
        asks="On which day was the state that denied asked?",
        answerer="officer",
        values=(),
        hint="YYYY-MM-DD; its answer then has a day.",
    ),
    "precedent_considered": _duty(
        "Were the earlier decisions on like cases considered, and is it said why this one comes out otherwise?"
    ),
    "own_refusal_considered": _duty("Has the authority considered its own alike refusal, and the reasons to depart from it?"),
    # OSCE, dual-use, regimes
    "osce_4a_concern": _officer("Do the considerations of paragraph 4(a) weigh against the transfer?"),
    "osce_4b_concern": _officer("Would the transfer have one of the consequences of paragraph 4(b)?"),
    "informed_by_authority": Question(asks="Has the authority informed the exporter of a sensitive end use?", answerer="authority"),
    "exporter_aware": _officer("Is the exporter aware of a sensitive end use?"),
    "military_end_use": _officer("Is the item for a military end use in the purchasing or destination country?"),
    "is_cyber_surveillance": _officer("Is the item a cyber-surveillance item?", "Yes opens the question of Article 5."),
    "cyber_surveillance_misuse": _officer("May the item be used for repression or serious violations?"),
    "brokering_or_transit_wmd": _officer("Is the brokered or transiting item for an end use of Article 4(1)?"),
    "assistance_wmd": _officer("Is the technical assistance for an end use of Article 4(1)?"),
    "national_measure": _officer(
        "Does a national measure under Article 9, or another Member State's list under Article 10, ask for an authorisation?"
    ),
    "is_annex_iv": _officer("Is the item listed in Annex IV?"),
    "dual_use_considerations_adverse": _officer(
        "Do obligations, policy, end use or diversion (Article 15) weigh against the export?"
    ),
    "wmd_delivery_concern": _officer(
        "Do the factors of paragraph 3 (weapons of mass destruction, missile capability) weigh against it?"
    ),
    "destabilising_accumulation_concern": _officer("Would the transfer contribute to a destabilising accumulation of arms?"),
    "chapter_vii_exemption": _duty("Is a committee approval or notification on record that exempts this transfer?"),
}


def missing(name: str, about: str | None = None) -> Missing:
    """The question for a missing fact; raises `KeyError` when a rule asks what is not in the list."""
    question = QUESTIONS[name]
    return Missing(name=name, question=question.asks, answerer=question.answerer, about=about)


def not_taken(name: str, value: FactValue) -> tuple[str, ...]:
    """The words of an answer that its question does not take. A question without words takes any; unknown is always taken."""
    question = QUESTIONS.get(name)
    if question is None or not question.values or value is None:
        return ()
    words = value if isinstance(value, tuple) else (str(value).lower() if isinstance(value, bool) else value,)
    return tuple(word for word in words if word not in question.values)
