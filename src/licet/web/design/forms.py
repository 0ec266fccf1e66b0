"""How form fields become HTML: label, hint, error and field bound together for every reader."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders forms, fields and error lists with this site's templates."""

    form_template_name = "licet/forms/form.html"
    field_template_name = "licet/forms/field.html"
