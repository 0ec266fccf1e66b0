"""Writes every made page anew."""

from tools.pages.made import MADE
from tools.picture.house import CHECKOUT

for path, make in MADE.items():
    (CHECKOUT / path).write_text(make(), encoding="utf-8")
