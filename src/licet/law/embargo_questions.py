"""The facts that embargo law alone asks for, as questions."""

from licet.facts.fact import Missing
from licet.law.questions import Question

EMBARGO_QUESTIONS: dict[str, Question] = {
    "end_use_place": Question(asks="In which state will the goods be used?", answerer="exporter", values=()),
    "embargo_approval": Question(
        asks="Which recorded approval or notification lets this transfer through the embargo?",
        answerer="officer",
        values=(),
        hint="Row, route, body, number, with commas between; it counts once an officer has verified it, with the document.",
    ),
    "embargo_assessment": Question(
        asks="Does this link or item fall outside the embargo, on your recorded finding?",
        answerer="officer",
        values=(),
        hint="Row, link or item, outside or inside, with commas between. Only for what no list settles; never for goods on a munitions list or a target met at destination.",
    ),
    "embargo_exemption_text": Question(
        asks="What does the embargo's exemption say? The table holds it as prose only.", answerer="reference_data", values=()
    ),
    "embargo_renewal": Question(
        asks="Was the embargo renewed after the last date known, or did it lapse?", answerer="reference_data", values=()
    ),
    "embargo_reading": Question(
        asks="How does the authority apply this embargo to this case?",
        answerer="authority",
        values=(),
        hint="The row is political, of low confidence, or asks for vigilance: it can stop a transfer and never clears one.",
    ),
    "embargo_edition": Question(asks="Load an edition of arms embargoes of this authority.", answerer="reference_data", values=()),
}


def asked(name: str, *, row: str | None = None, about: str | None = None) -> Missing:
    """The question for a fact that embargo law alone asks for, about one row, or one party, item or stretch of the case."""
    question = EMBARGO_QUESTIONS[name]
    asks = f"{row}: {question.asks[0].lower()}{question.asks[1:]}" if row else question.asks
    return Missing(name=name, question=asks, answerer=question.answerer, about=about)
