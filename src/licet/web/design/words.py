"""The closed vocabularies of the field in the reader's language. Words only: nothing here means anything."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from licet.encoding.countries import NAME_OF

ACTIVITY = {
    "export": _("Export"),
    "import": _("Import"),
    "transit": _("Transit"),
    "transshipment": _("Transshipment"),
    "brokering": _("Brokering"),
    "technical_assistance": _("Technical assistance"),
    "intangible": _("Intangible transfer"),
    "security_release": _("Release of classified information"),
    "retransfer": _("Retransfer"),
}
ROLE = {
    "applicant": _("Applicant"),
    "exporter": _("Exporter"),
    "manufacturer": _("Manufacturer"),
    "broker": _("Broker"),
    "purchaser": _("Purchaser"),
    "consignee": _("Consignee"),
    "intermediate_consignee": _("Intermediate consignee"),
    "end_user": _("End user"),
    "recipient": _("Recipient"),
    "carrier": _("Carrier"),
    "vessel": _("Vessel"),
    "freight_forwarder": _("Freight forwarder"),
    "financier": _("Financier"),
    "technical_assistance_provider": _("Provider of technical assistance"),
}
PARTY_SCHEMA = {
    "Company": _("Company"),
    "PublicBody": _("Public body"),
    "Organization": _("Organisation"),
    "Person": _("Person"),
    "LegalEntity": _("Other legal entity"),
    "Vessel": _("Vessel"),
    "Airplane": _("Aircraft"),
}
UNIT = {
    "piece": _("pieces"),
    "set": _("sets"),
    "pair": _("pairs"),
    "kilogram": _("kilograms"),
    "tonne": _("tonnes"),
    "litre": _("litres"),
    "metre": _("metres"),
    "square_metre": _("square metres"),
    "cubic_metre": _("cubic metres"),
    "round": _("rounds of ammunition"),
    "hour": _("hours of assistance or training"),
    "copy": _("copies of software or documents"),
}
MODE = {
    "sea": _("by sea"),
    "air": _("by air"),
    "road": _("by road"),
    "rail": _("by rail"),
    "post": _("by post"),
    "pipeline": _("by pipeline"),
    "electronic": _("electronically"),
}
UNDERTAKING = {
    "no_re_export": _("No re-export without consent"),
    "end_use_only": _("Use only as stated"),
    "delivery_verification": _("Delivery will be verified"),
    "on_site_check": _("On-site checks are allowed"),
    "quantity_split": _("Delivery in parts, each verified"),
    "no_wmd_use": _("No use in weapons of mass destruction"),
    "secure_storage": _("Secure storage"),
    "other": _("Other undertaking"),
}
PERSON_ROLE = {
    "applicant": _("Applicant"),
    "officer": _("Officer"),
    "senior_officer": _("Senior officer"),
    "spokesman": _("Spokesman"),
    "inspector": _("Inspector"),
    "custodian": _("Custodian of keys"),
    "administrator": _("Administrator"),
    "verifier": _("Verifier"),
}
LEVEL = {
    "public": pgettext_lazy("release level", "Public"),
    "case": pgettext_lazy("release level", "Those on the case"),
    "restricted": pgettext_lazy("release level", "Restricted"),
    "secret": pgettext_lazy("release level", "Secret"),
}


def country(code: str | None) -> str:
    """A state by its code, in the reader's language; the code itself when it is unknown."""
    if not code:
        return ""
    name = _locale(get_language() or "en").territories.get(code) or NAME_OF.get(code)
    return str(name or code)


def countries() -> list[tuple[str, str]]:
    """Every state with its code, sorted as the reader's language sorts names."""
    return sorted(((code, country(code)) for code in NAME_OF), key=lambda pair: pair[1].casefold())


def age_words(days: int) -> str:
    """An age as people say it: days up to two months, then months, then years."""
    if days < 60:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if days < 730:
        months = days // 30
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    years = days // 365
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def isolated(text: str) -> str:
    """A name from elsewhere inside a sentence of text, kept apart from its direction (Unicode isolates)."""
    return f"\u2068{text}\u2069"


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language.startswith("en") else language)
