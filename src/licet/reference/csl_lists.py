"""The lists inside the Consolidated Screening List, by the words both its forms use for them."""

LIST_NAME = "US-CSL"
"""One name for both forms, so that a newer file in either form takes the place of an older one."""

_CODES: tuple[tuple[str, str], ...] = (
    ("Specially Designated Nationals (SDN)", "US-SDN"),
    ("Entity List (EL)", "US-EL"),
    ("Denied Persons List (DPL)", "US-DPL"),
    ("Unverified List (UVL)", "US-UVL"),
    ("Military End User (MEU) List", "US-MEU"),
    ("ITAR Debarred (DTC)", "US-DTC"),
    ("Nonproliferation Sanctions (ISN)", "US-ISN"),
    ("Sectoral Sanctions Identifications List (SSI)", "US-SSI"),
    ("Foreign Sanctions Evaders (FSE)", "US-FSE"),
    ("Palestinian Legislative Council List (PLC)", "US-PLC"),
    ("Non-SDN Chinese Military-Industrial Complex Companies List (CMIC)", "US-CMIC"),
    ("Non-SDN Menu-Based Sanctions List (NS-MBS List)", "US-NS-MBS"),
    ("Capta List (CAP)", "US-CAP"),
)
SCHEMA = {"Individual": "Person", "Entity": "Organization", "Vessel": "Vessel", "Aircraft": "Airplane", "": "LegalEntity"}


def code_of(source: str) -> str | None:
    """The short name of a list by the publisher's words (`Denied Persons List (DPL) - Bureau …`); None when unknown."""
    return next((code for words, code in _CODES if source.startswith(words)), None)
