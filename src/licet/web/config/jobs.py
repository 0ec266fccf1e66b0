"""The thread that does background jobs and ticks of the log beside the pages, so that a small authority needs one process only."""

import logging
import threading
import time

from django.db import Error, close_old_connections

from licet.services.ledger_tick import RolledBack, tick
from licet.services.work import drain
from licet.web.wiring import desk

PAUSE_SECONDS = 0.5
PAUSE_AFTER_ERROR_SECONDS = 10
log = logging.getLogger(__name__)


def start() -> threading.Thread:
    """Begin to do jobs; the thread ends with its process, and a job cut short goes to whoever leases it next."""
    thread = threading.Thread(target=_work, name="licet-jobs", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    while True:
        close_old_connections()
        try:
            drain(desk(), worker=f"site-{threading.get_native_id()}")
            tick(desk())
            time.sleep(PAUSE_SECONDS)
        except RolledBack as no:
            log.error("%s", no)
            time.sleep(PAUSE_AFTER_ERROR_SECONDS)
        except Error:
            log.exception("the database did not answer the background worker; it tries again")
            time.sleep(PAUSE_AFTER_ERROR_SECONDS)
