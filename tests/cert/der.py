"""Changes a DER file: der.py IN OUT [OLD NEW [flip|last|KEY]] in hexadecimal, or IN --item N.

Every structure that is OLD becomes NEW, and all lengths around it fit again; also inside of octet
strings that hold DER. "flip" changes the last byte of the longest octet string, "last" that of the
file; with KEY a certificate is signed anew with SHA-256 and the key in that file. --item prints the N-th part of the outermost sequence.
"""
import subprocess
import sys


def read(data, at):
    """The parts of the structure at that place: tag, start of the content, end."""
    size, at_content = data[at + 1], at + 2
    if size & 0x80:
        count = size & 0x7F
        if not 0 < count < 5:
            raise ValueError
        size = int.from_bytes(data[at_content:at_content + count], "big")
        at_content += count
    if at_content + size > len(data):
        raise ValueError
    return data[at], at_content, at_content + size


def parts(data):
    at, found = 0, []
    while at < len(data):
        end = read(data, at)[2]
        found.append(data[at:end])
        at = end
    return found


def write(tag, content):
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def swap(data, old, new):
    if data == old:
        return new
    tag, start, end = read(data, 0)
    if not tag & 0x20 and tag != 4:
        return data
    try:
        inside = parts(data[start:end])
        return write(tag, b"".join(swap(part, old, new) for part in inside))
    except (ValueError, IndexError):
        return data


def longest(data):
    """Where the content of the longest octet string ends that holds no structure."""
    best = (0, 0)

    def walk(begin, end):
        nonlocal best
        at = begin
        while at < end:
            tag, start, stop = read(data, at)
            if tag & 0x20:
                walk(start, stop)
            elif tag == 4:
                try:
                    parts(data[start:stop])
                    walk(start, stop)
                except (ValueError, IndexError):
                    best = max(best, (stop - start, stop))
            at = stop

    walk(0, len(data))
    return best[1]


def signed(data, key):
    _, start, end = read(data, 0)
    content, algorithm, _ = parts(data[start:end])
    made = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=content, capture_output=True, check=True)
    return write(0x30, content + algorithm + write(3, b"\0" + made.stdout))


def main(args):
    with open(args[0], "rb") as file:
        data = file.read()
    if args[1] == "--item":
        _, start, end = read(data, 0)
        print(parts(data[start:end])[int(args[2])].hex())
        return
    if len(args) > 3:
        data = swap(data, bytes.fromhex(args[2]), bytes.fromhex(args[3]))
    if len(args) > 4 and args[4].endswith(".key"):
        data = signed(data, args[4])
    elif len(args) > 4:
        at = len(data) if args[4] == "last" else longest(data)
        data = data[:at - 1] + bytes([data[at - 1] ^ 1]) + data[at:]
    with open(args[1], "wb") as file:
        file.write(data)


main(sys.argv[1:])
