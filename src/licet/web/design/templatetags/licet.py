"""The words in which templates speak: signs, tags, dates, foreign names, dressed form fields."""

import datetime as dt
import re

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from licet.web.design.icons import PATHS

register = template.Library()

DRESS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Select, "govuk-select"),
    (forms.widgets.Input, "govuk-input"),
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign, hidden from readers of the screen: words always stand beside it."""
    return mark_safe(  # noqa: S308 - the drawings are constants of this package
        f'<svg class="licet-icon licet-icon--{name}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{PATHS[name]}</svg>'
    )


@register.simple_tag
def light(tone: str, words: str, sign: str = "") -> SafeString:
    """A status: sign, words and colour together."""
    return format_html('<span class="licet-light licet-light--{}">{}<span>{}</span></span>', tone, icon(sign or tone), words)


@register.filter
def own(text: object) -> SafeString:
    """A name, code or amount from elsewhere, kept apart from the direction of the sentence around it."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def code(text: object) -> SafeString:
    """A code, digest or number as printed: left to right in every language."""
    return format_html('<bdi class="licet-code" dir="ltr">{}</bdi>', text)


@register.filter
def source_words(text: object) -> SafeString:
    """A sentence of the law or of a list in the language it is kept in, which is English."""
    return format_html('<span lang="en" dir="ltr" class="licet-source">{}</span>', text)


DIGEST = re.compile(r"(sha256:[0-9a-f]{12})[0-9a-f]{52}")


@register.filter
def digest(text: str) -> SafeString:
    """Digests for people: of each its first twelve digits, the whole on hover."""
    shown = DIGEST.sub(r"\1…", str(text))
    return format_html('<bdi class="licet-code licet-digest" dir="ltr" title="{}">{}</bdi>', text, shown)


@register.filter
def day(value: dt.date | dt.datetime | str | None) -> SafeString | str:
    """A day, written in the reader's language."""
    found = _moment(value)
    if found is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', found.isoformat()[:10], formats.date_format(found, "SHORT_DATE_FORMAT"))


@register.filter
def moment(value: dt.datetime | str | None) -> SafeString | str:
    """A day and time of day (UTC), written in the reader's language."""
    found = _moment(value)
    if found is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), formats.date_format(found, "SHORT_DATETIME_FORMAT"))


def _moment(value: dt.date | dt.datetime | str | None) -> dt.date | dt.datetime | None:
    if not value:
        return None
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value) if len(value) > 10 else dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value, dt.UTC)
    return value


@register.filter
def dress(field: BoundField) -> SafeString:
    """A form field with the classes of the style sheet and, when it is wrong, its error marked."""
    name = next((name for kind, name in DRESS if isinstance(field.field.widget, kind)), "")
    if not name:
        return field.as_widget()
    error = f" {name}--error" if field.errors else ""
    return field.as_widget(attrs={"class": f"{field.field.widget.attrs.get('class', '')} {name}{error}".strip()})


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether a field is several choices under one legend."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def anchor(text: str) -> str:
    """A handle as it stands in an address on the page."""
    return str(text).replace("/", "-").replace(":", "-")


@register.filter
def spoken(text: str) -> SafeString | str:
    """A question of the law in the reader's language; where it is not translated, in English and marked so."""
    english = str(text)
    translated = gettext(english)
    return source_words(english) if translated == english and get_language() != "en" else translated
