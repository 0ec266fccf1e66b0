"""The one picture of the packages, drawn from the imports themselves.

The bands come from the import contract in `pyproject.toml`, the boxes and lines from the sources.
`make docs` writes it; a test draws it again and compares.
"""
