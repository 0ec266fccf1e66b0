"""The stages of a contract as data: in which order they come, and what evidence lets a contract in and out."""

from itertools import pairwise

import msgspec

from licet.lifecycle.transition import Transition, TransitionTable

Evidences = tuple[str, ...]


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One stage: what it is, the evidence without which nothing enters or leaves it, and when a sale asks for more on entry."""

    name: str
    says: str
    entry: Evidences = ()
    exit: Evidences = ()
    sale_entry: Evidences = ()


STAGES: tuple[Stage, ...] = (
    Stage(name="planning", says="The need, or the wish to sell, is worked out.", exit=("need", "budget_or_designation")),
    Stage(name="tender", says="Offers are invited or made.", entry=("invitation",), exit=("offers_closed",)),
    Stage(name="award", says="An offer is chosen.", entry=("evaluation",), exit=("award_decision",)),
    Stage(name="contract", says="Terms are settled and signed.", entry=("signing_authority",), exit=("signed_contract",)),
    Stage(
        name="implementation",
        says="Goods and payments move.",
        entry=("kick_off",),
        exit=("deliveries_accepted",),
        sale_entry=("export_authorisation",),
    ),
    Stage(
        name="final",
        says="The final operational phase: all is delivered and in use.",
        entry=("acceptance",),
        exit=("final_account",),
    ),
    Stage(name="complete", says="Nothing is owed any more.", entry=("closure",)),
)
NAMES = tuple(stage.name for stage in STAGES)
RUNNING = NAMES[:-1]
"""The stages in which something can still happen."""
DIRECT = "direct_award_reason"
"""Why no offers were invited: lets a contract go from planning to award."""
SUSPENDED = "suspended_in_"
ENDED = ("complete", "terminated")
"""How a contract ends; nothing happens to it after."""
MOVE = ("running_order", "evidence", "consented")
MORE = {"final": ("delivered",), "complete": ("settled",)}
"""What guards every move, and what some stages ask for besides."""

CONTRACT_LIFE = TransitionTable(
    name="contract",
    start="none",
    transitions=(
        *(Transition(source="none", act=f"open_in_{name}", target=name) for name in RUNNING),
        *(
            Transition(source=before, act=f"move_to_{after}", target=after, guards=(*MOVE, *MORE.get(after, ())))
            for before, after in pairwise(NAMES)
        ),
        Transition(source="planning", act="move_to_award", target="award", guards=MOVE),
        *(Transition(source=name, act="record", target=name, guards=("running_order", "known")) for name in RUNNING),
        *(Transition(source=name, act="amend", target=name, guards=("running_order", "same_contract")) for name in RUNNING),
        *(Transition(source=name, act="suspend", target=f"{SUSPENDED}{name}", guards=("running_order",)) for name in RUNNING),
        *(
            Transition(
                source=f"{SUSPENDED}{name}", act="record", target=f"{SUSPENDED}{name}", guards=("running_order", "known", "still")
            )
            for name in RUNNING
        ),
        *(Transition(source=f"{SUSPENDED}{name}", act="resume", target=name, guards=("running_order",)) for name in RUNNING),
        *(
            Transition(source=f"{held}{name}", act="terminate", target="terminated", guards=("running_order",))
            for held in ("", SUSPENDED)
            for name in RUNNING
        ),
    ),
)
"""Every way of a contract. What the table does not name is refused: a stage goes forward, and what has ended does not go on."""


def stage_of(status: str) -> str:
    """The stage a status is in, also while it is suspended."""
    return status.removeprefix(SUSPENDED)


def stage_named(name: str) -> Stage:
    """A stage by its name; raises `KeyError`."""
    return next(stage for stage in STAGES if stage.name == name)


def needed(before: str, after: str, kind: str) -> Evidences:
    """The evidence that a move asks for: the exit of the one stage, the entry of the other, and the reason of a direct award."""
    leaving, entering = stage_named(before), stage_named(after)
    sale = entering.sale_entry if kind == "sale" else ()
    direct = (DIRECT,) if NAMES.index(after) - NAMES.index(before) > 1 else ()
    return (*leaving.exit, *direct, *entering.entry, *sale)
