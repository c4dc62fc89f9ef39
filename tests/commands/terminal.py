#!/usr/bin/env python3
"""Runs a command on a terminal: terminal.py TYPED COMMAND... types a line whenever it asks.

A question is output that ends with ": "; a line "^C" is that key, and what follows it is
typed behind it. Prints what the terminal showed, and exits as it did.
"""
import os
import pty
import sys

lines = sys.argv[1].split("\\n") if sys.argv[1] else []
shown = b""
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
while True:
    try:
        more = os.read(terminal, 4096)
    except OSError:
        break
    if not more:
        break
    shown += more
    if shown.endswith(b": ") and lines:
        line = lines.pop(0)
        os.write(terminal, (line if line == "^C" else line + "\n").replace("^C", "\x03").encode())
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256)
