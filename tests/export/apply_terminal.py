"""apply_terminal.py ANSWER COMMAND...: runs it on a terminal of its own, and when it asks, answers:
a word is typed; "hangup" takes the terminal away, as a line that drops does; "kill" kills it. Prints
its exit status, or that it was killed."""
import os
import pty
import signal
import sys

answer, command = sys.argv[1], sys.argv[2:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen = b""
while b"comes back: " not in seen:
    try:
        some = os.read(fd, 4096)
    except OSError:
        break
    if not some:
        break
    seen += some
if b"comes back: " in seen:
    if answer == "hangup":
        os.close(fd)
    elif answer == "kill":
        os.kill(pid, signal.SIGKILL)
    else:
        os.write(fd, answer.encode() + b"\n")
else:
    sys.stdout.write(seen.decode(errors="replace"))
status = os.waitpid(pid, 0)[1]
print("killed" if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
