"""The command line: parse, call one service, present. No rules here.

JSON goes to standard output; progress, warnings and errors to standard error. Exit status 0: done;
1: a check or proof failed; 2: bad input, one sentence for each fault. Never a traceback.
"""
