#!/usr/bin/env python3
"""Pictures of the running wizard for assets/: pictures.py PROGRAM FOLDER [NAME...]

Each is made from keys pressed in a real terminal over a configuration made for it, as the table below says.
Needs python3-pyte, python3-pil and fonts-dejavu-core."""
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios

import pyte
from PIL import Image, ImageDraw, ImageFont

FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
ANSWERS = """
server : { fqdn = "print01.corp.example.com"; site = "Cologne"; };
tls : { http_enabled = true; };
smtp : { enabled = true; host = "192.0.2.25"; port = 25; security = "none"; user = "scan"; };
inbox : { enabled = true; host = "mail"; protocol = "pop3"; user = "print"; };
radius = ( { name = "npsa"; host = "npsa.corp.example.com"; require_message_authenticator = false; },
           { name = "npsb"; host = "npsb.corp.example.com"; } );
ldap = ( { name = "dc1"; host = "dc1.corp.example.com"; bind_dn = "CORP\\\\myq"; } );
printers = ( { name = "floor1"; host = "192.0.2.31"; }, { name = "floor2"; host = "192.0.2.32"; } );
"""
ENTER, ESC, UP, DOWN, RIGHT = "\r", "\033", "\033[A", "\033[B", "\033[C"
TOPICS = ["server", "trust", "certificates", "tls", "ports", "central", "smtp", "scan", "inbox", "radius", "ldap"]


def topic(name):
    return [DOWN] * TOPICS.index(name) + [ENTER]


# name, columns x rows, does it start from nothing, keys
PICTURES = [
    ("welcome", (80, 24), True, []),
    ("step", (80, 24), True, [ENTER] + list("print01.corp.example.com") + [ENTER] * 7 + [UP, " "]),
    ("overview", (80, 24), False, []),
    ("overview-wide", (120, 40), False, [DOWN] * 6),
    ("form", (80, 24), False, topic("smtp")),
    ("secret", (120, 40), False, topic("radius") + [ENTER, UP] + list("Sommer2024")),
    ("list", (180, 40), False, topic("radius") + [DOWN, ENTER, UP]),
    ("findings", (80, 24), False, ["f"]),
    ("review", (80, 24), False, topic("tls") + ["\024", ESC, "\023"]),
    ("certificates", (80, 24), False, topic("certificates") + ["\016"]),
]


def colour(name, default):
    named = {"black": "#000000", "red": "#cd0000", "green": "#00cd00", "brown": "#cdcd00", "blue": "#0000ee",
             "magenta": "#cd00cd", "cyan": "#00cdcd", "white": "#e5e5e5", "default": default}
    return named.get(name, "#" + name)


def draw(screen, path):
    fonts = [ImageFont.truetype(FONTS % style, 15) for style in ("", "-Bold")]
    width, height = int(fonts[0].getlength("M")), 18
    image = Image.new("RGB", (screen.columns * width, screen.lines * height), "#000000")
    pen = ImageDraw.Draw(image)
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            text, back = colour(cell.fg, "#e5e5e5"), colour(cell.bg, "#000000")
            if cell.reverse:
                text, back = back, text
            pen.rectangle((x * width, y * height, (x + 1) * width - 1, (y + 1) * height - 1), fill=back)
            pen.text((x * width, y * height), cell.data, fill=text, font=fonts[cell.bold])
            if cell.underscore:
                pen.line((x * width, (y + 1) * height - 2, (x + 1) * width, (y + 1) * height - 2), fill=text)
    image.quantize(64).save(path, optimize=True)


def settle(master, stream, quiet):
    """Everything that comes, until nothing has come for so many seconds."""
    while select.select([master], [], [], quiet)[0]:
        try:
            stream.feed(os.read(master, 65536))
        except OSError:
            return


def picture(program, folder, name, size, keys):
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    pid, master = pty.fork()
    if pid == 0:
        os.environ.update(TERM="screen-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8")
        os.execv(program, [program, "-C", folder])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    settle(master, stream, 2)
    for key in keys:
        os.write(master, key.encode())
        settle(master, stream, 0.3)
    settle(master, stream, 1)
    draw(screen, name)
    os.close(master)
    os.waitpid(pid, 0)


def main(program, out, wanted):
    for name, size, empty, keys in PICTURES:
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as room:
            if not empty:
                answers = os.path.join(room, "answers")
                with open(answers, "w") as file:
                    file.write(ANSWERS)
                subprocess.run([program, "-C", room + "/dir", "init", "--answers", answers],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            picture(program, room + "/dir", os.path.join(out, name + ".png"), size, keys)
            print(name)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:])
