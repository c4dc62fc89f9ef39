#!/usr/bin/env python3
"""camera.py SECRET_FILE < SCREEN: sees a screen (tmux capture-pane -e) as a camera does. It must hold one QR code that
zbar reads as the secret, and each of its modules, and of those around it that stay light, must be what libqrencode makes
of it: a decoder corrects what is wrong.

camera.py memory SECRET_FILE PID: which of "text", "modules" (a byte each, as the worker sends them) and "cells" (of ncurses)
are in the memory of that process, a line each."""
import ctypes
import re
import struct
import sys

LIGHT, SCALE, MARGIN, LEVELS = 255, 8, 4, {"L": 0, "M": 1}
BYTES, UTF_8 = 2, 26  # as libqrencode and AIM call them


class Code(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]


def made(text, level):
    """libqrencode's code, in byte mode; what is not ASCII is told to be UTF-8."""
    library = ctypes.CDLL("libqrencode.so.4")
    library.QRinput_new2.restype = ctypes.c_void_p
    library.QRcode_encodeInput.restype = ctypes.POINTER(Code)
    text_of = ctypes.c_void_p(library.QRinput_new2(0, LEVELS[level]))
    if not text.isascii():
        library.QRinput_appendECIheader(text_of, UTF_8)
    library.QRinput_append(text_of, BYTES, len(text), text)
    return library.QRcode_encodeInput(text_of).contents


def modules(text, level):
    """Rows of 0 and 1, the margin with them."""
    code = made(text, level)
    side, light = code.width, [0] * MARGIN
    rows = [light + [code.data[y * side + x] & 1 for x in range(side)] + light for y in range(side)]
    blank = [[0] * (side + 2 * MARGIN)] * MARGIN
    return blank + rows + blank


# ---- what is seen

def shade(number):
    """How light one of 256 colours is."""
    if number < 16:
        return LIGHT if number % 8 == 7 else 0
    if number >= 232:
        return 8 + 10 * (number - 232)
    cube = [0, 95, 135, 175, 215, 255]
    number -= 16
    return (cube[number // 36] * 30 + cube[number // 6 % 6] * 59 + cube[number % 6] * 11) // 100


def looks(numbers, look):
    """The text's and the ground's shade, and are they swapped, after SGR; the terminal itself is light on dark."""
    numbers = [int(number or 0) for number in numbers.split(";")]
    while numbers:
        number = numbers.pop(0)
        if number == 0:
            look = {"text": LIGHT, "ground": 0, "swapped": False}
        elif number in (7, 27):
            look = {**look, "swapped": number == 7}
        elif number in (38, 48):
            assert numbers.pop(0) == 5, "a colour that is none of 256"
            look = {**look, "text" if number == 38 else "ground": shade(numbers.pop(0))}
        elif number in (39, 49):
            look = {**look, "text" if number == 39 else "ground": LIGHT if number == 39 else 0}
        elif number // 10 in (3, 4, 9, 10):
            look = {**look, "text" if number // 10 in (3, 9) else "ground": shade(number % 10)}
    return look


def halves(sign, look):
    """Is the upper, is the lower half of a cell dark?"""
    text, ground = (look["ground"], look["text"]) if look["swapped"] else (look["text"], look["ground"])
    upper, lower = {"\u2588": (text, text), "\u2580": (text, ground), "\u2584": (ground, text)}.get(sign, (ground, ground))
    return int(upper < LIGHT // 2), int(lower < LIGHT // 2)


def seen(screen):
    """Rows of pixels, 1 is dark: two for a row of cells."""
    look, picture = looks("0", None), []
    for line in screen.split("\n"):
        cells = []
        for numbers, sign in re.findall(r"\033\[([\d;]*)m|(.)", line):
            if sign:
                cells.append(halves(sign, look))
            else:
                look = looks(numbers, look)
        picture += [[upper for upper, _ in cells], [lower for _, lower in cells]]
    wide = max(map(len, picture))
    return [row + [1] * (wide - len(row)) for row in picture]


# ---- what it is

def read(picture):
    """What zbar reads."""
    import zbar
    rows = [bytes(0 if dark else LIGHT for dark in row for _ in range(SCALE)) * SCALE for row in picture]
    image = zbar.Image(len(picture[0]) * SCALE, len(picture) * SCALE, "Y800", b"".join(rows))
    zbar.ImageScanner().scan(image)
    return [symbol.data for symbol in image]


def found(picture, code):
    """Where all of the code is: row, column, pixels of a module."""
    for size in (1, 2):
        wanted = [[dark for dark in row for _ in range(size)] for row in code for _ in range(size)]
        wide = len(wanted)
        for y in range(len(picture) - wide + 1):
            for x in range(len(picture[0]) - wide + 1):
                if all(picture[y + i][x:x + wide] == wanted[i] for i in range(wide)):
                    return y, x, size
    return None


def inverted(picture, place, code, every):
    """The picture with each of so many modules inverted."""
    (top, left, size), picture = place, [list(row) for row in picture]
    for n in range(0, len(code) ** 2, every):
        for y in range(size):
            for x in range(size):
                picture[top + n // len(code) * size + y][left + n % len(code) * size + x] ^= 1
    return picture


def look(secret):
    picture = seen(sys.stdin.read())
    text = read(picture)
    if text != [secret.decode()]:
        sys.exit(f"zbar reads {len(text)} codes, {[len(one) for one in text]} characters, and not the secret")
    codes = [code for code in (modules(secret, level) for level in LEVELS) if found(picture, code)]
    if len(codes) != 1:
        sys.exit("it is read, but not each of its modules is as it must be")
    place = found(picture, codes[0])
    # One wrong module is seen, though zbar mends it; and zbar does not read what is no code.
    middle = len(codes[0]) ** 2
    if found(inverted(picture, place, codes[0], middle), codes[0]) or read(inverted(picture, place, codes[0], 3)):
        sys.exit("what is wrong is not seen")


def memory(secret, pid):
    inside = modules(secret, "M")
    row = bytes(inside[MARGIN + 10][MARGIN:-MARGIN])
    signs = [" \u2580\u2584\u2588"[upper + 2 * lower] for upper, lower in zip(inside[MARGIN + 10], inside[MARGIN + 11])]
    # cchar_t: attributes, five characters, a colour
    cells = b"".join(b".{4}" + re.escape(struct.pack("<5I", ord(sign), 0, 0, 0, 0)) + b".{4}" for sign in signs)
    kinds = {"text": re.compile(re.escape(secret)), "modules": re.compile(re.escape(row)), "cells": re.compile(cells, re.S)}
    there = set()
    with open(f"/proc/{pid}/mem", "rb", 0) as bytes_of:
        for area in open(f"/proc/{pid}/maps"):
            start, end = (int(number, 16) for number in area.split()[0].split("-"))
            if "w" not in area.split()[1]:
                continue
            bytes_of.seek(start)
            try:
                part = bytes_of.read(end - start)
            except OSError:
                continue
            there |= {kind for kind, what in kinds.items() if what.search(part)}
    print("\n".join(sorted(there)))


if sys.argv[1] == "memory":
    memory(open(sys.argv[2], "rb").read(), sys.argv[3])
else:
    look(open(sys.argv[1], "rb").read())
