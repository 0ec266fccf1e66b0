"""The one visual language of the site: frame, style sheet, form fields, icons, error pages.

It stands on a vendored govuk-frontend from which typeface, crest and crowns were taken away, and
speaks in two registers: dense where officers work, plain where applicants answer.
"""
