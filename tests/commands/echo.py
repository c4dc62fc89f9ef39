#!/usr/bin/env python3
"""Ends a command at its password prompt: echo.py SIGNAL COMMAND... and says what the terminal does then."""
import os
import pty
import select
import signal
import sys
import termios

number = getattr(signal, sys.argv[1])
master, slave = pty.openpty()
child = os.fork()
if child == 0:
    os.login_tty(slave)
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b""
while not shown.endswith(b": "):
    if os.waitpid(child, os.WNOHANG)[0]:
        sys.exit("it ended without asking: " + shown.decode())
    if select.select([master], [], [], 0.1)[0]:
        shown += os.read(master, 4096)
silent = not termios.tcgetattr(slave)[3] & termios.ECHO
os.kill(child, number)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
loud = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
print("silent while asking:", silent)
print("echo afterwards:", loud)
print("ended by", signal.Signals(-status).name if status < 0 else status)
