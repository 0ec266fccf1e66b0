"""The command line: parse, call one service, present. No rules here.

JSON goes to standard output; progress, warnings and errors to standard error. Exit status 0: done;
1: a check or proof failed; 2: bad input, one sentence for each fault. Never a traceback.
"""

import os

# The command line has Django settings of its own (`storage.database.ready`); those of a site, exported in a shell, are not for it.
os.environ.pop("DJANGO_SETTINGS_MODULE", None)
