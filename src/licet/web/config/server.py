"""How gunicorn serves the site: one process with threads, and a worker for background jobs beside them.

`gunicorn -c python:licet.web.config.server licet.web.config.wsgi`. Tables are brought up to date
before the first request; a demonstration prints its sign-in links.
"""

import os
import threading
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.web.config.settings")
django.setup()

from licet.services.work import drain  # noqa: E402 # models can only be imported once Django is set up
from licet.storage.database import migrate  # noqa: E402
from licet.web.wiring import desk  # noqa: E402

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 1
threads = 8
accesslog = None
loglevel = "warning"
PAUSE_SECONDS = 1.0


def on_starting(server: Any) -> None:
    """Bring the tables up to date, before anything is served."""
    migrate()


def when_ready(server: Any) -> None:
    """Say where the site is, and how to sign in to a demonstration."""
    address = f"http://{bind}/"
    print(f"Licet serves on {address} (stop with Ctrl-C).", flush=True)
    if settings.DEMONSTRATION:
        call_command("licet_demo_accounts", base_url=address)


def post_worker_init(worker: Any) -> None:
    """Do background jobs beside the requests."""
    threading.Thread(target=_work, name="jobs", daemon=True).start()


def _work() -> None:
    stop = threading.Event()
    while not stop.wait(PAUSE_SECONDS):
        drain(desk(), worker="site")
