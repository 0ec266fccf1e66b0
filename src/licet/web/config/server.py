"""How gunicorn serves the site: one process on the loopback address, with a thread that does the background jobs.

Run by `licet serve`; `LICET_WORKSPACE` and `PORT` come from there. Behind a proxy the same file
serves with more processes by `WEB_CONCURRENCY`; only one of them leases a job at a time.
"""

import os
import sys
from typing import Any

PORT = os.environ.get("PORT", "8000")

bind = f"127.0.0.1:{PORT}"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
worker_class = "gthread"
threads = 8
timeout = 120
graceful_timeout = 5
accesslog = None
loglevel = "warning"
proc_name = "licet"


def on_starting(server: Any) -> None:  # noqa: ARG001 - gunicorn passes it
    """Bring the tables up to date before anybody is answered."""
    import django  # noqa: PLC0415 - gunicorn reads this file before the environment is checked; Django is set up once, here

    django.setup()
    from django.db import connections  # noqa: PLC0415 - only after set-up

    from licet.storage.database import migrate  # noqa: PLC0415 - only after set-up

    migrate()
    _greet()
    connections.close_all()


def post_worker_init(worker: Any) -> None:  # noqa: ARG001 - gunicorn passes it
    """Start doing background jobs beside the pages."""
    from licet.web.config.jobs import start  # noqa: PLC0415 - only in the worker, after the fork

    start()


def _greet() -> None:
    """Say where the site is, and in a demonstration how to get in."""
    from licet.web.accounts.demonstration import sign_in_links  # noqa: PLC0415 - only after set-up

    site = f"http://127.0.0.1:{PORT}"
    print(f"Licet is at {site}/ (stop it with Ctrl-C).", file=sys.stderr)
    links = sign_in_links(site)
    if links:
        print("Sign in as one of the invented people; each link is good for twelve hours:", file=sys.stderr)
    for user, link in links:
        print(f"  {user.name}, {', '.join(user.roles).replace('_', ' ')} ({user.state}): {link}", file=sys.stderr)
    sys.stderr.flush()
