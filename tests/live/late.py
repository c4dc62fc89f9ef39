"""Peers that are right, but late, busy or few: datagrams that wait, connections that are counted."""
import selectors
import socket
import threading
import time


class Relay:
    """Hands each datagram on to another address and its answer back, later: wait(request, number)
    says after how many seconds, number counting the requests from 0; None: never. made(request, answer):
    what is handed back in its place, as datagrams. upstream: an address, or a function of the number."""

    def __init__(self, address, upstream, wait=lambda *_: 0, made=lambda _, answer: [answer]):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(address)
        self.upstream, self.wait, self.made, self.count = upstream, wait, made, 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            request, back = self.socket.recvfrom(65535)
            number, self.count = self.count, self.count + 1
            threading.Thread(target=self.one, args=(request, back, number), daemon=True).start()

    def one(self, request, back, number):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as up:
            up.connect(self.upstream(number) if callable(self.upstream) else self.upstream)
            seconds = self.wait(request, number)
            if seconds is None:
                return
            if seconds:
                time.sleep(seconds)
            up.send(request)
            up.settimeout(5)
            try:
                for datagram in self.made(request, up.recv(65535)):
                    self.socket.sendto(datagram, back)
            except OSError:
                pass


def snmp_header(datagram):
    """msgID, msgFlags and msgSecurityParameters of a message of version 3 (RFC 3412 6); None: it is of another version."""
    def take(at):
        size, start = datagram[at + 1], at + 2
        if size >= 128:
            start, size = start + (size & 127), int.from_bytes(datagram[start:start + (size & 127)], "big")
        return datagram[start:start + size], start, start + size
    version, _, at = take(take(0)[1])
    if version != b"\x03":
        return None
    _, inside, behind = take(at)        # msgGlobalData: msgID, msgMaxSize, msgFlags
    number, _, at = take(inside)
    flags, _, _ = take(take(at)[2])
    return int.from_bytes(number, "big"), flags[0], take(behind)[0]


def snmp_flags(datagram):
    """msgFlags; None: it is of another version."""
    header = snmp_header(datagram)
    return header and header[1]


def encrypted(seconds):
    """Only what is encrypted is slow, as on a device that has little of a processor."""
    return lambda request, _: seconds if (snmp_flags(request) or 0) & 2 else 0


def asleep(seconds):
    """Silent for so long since the first datagram; then as quick as any."""
    first = []

    def wait(_request, _number):
        first.append(time.monotonic())
        return max(0, first[0] + seconds - time.monotonic())
    return wait


class OneByOne:
    """Serves one connection after the other; serve(connection, number). Counts them."""

    def __init__(self, serve, port, host="127.0.0.1"):
        self.serve, self.count = serve, 0
        self.listener = socket.create_server((host, port), backlog=64)
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            connection.settimeout(20)
            number, self.count = self.count, self.count + 1
            try:
                self.serve(connection, number)
            except OSError:
                pass
            finally:
                connection.close()


def dead(host, port):
    """Nobody answers there, and nobody refuses: a queue that is full. Returns what keeps it so."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind((host, port))
    listener.listen(0)
    kept = [listener]
    for _ in range(4):
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        one.setblocking(False)
        one.connect_ex((host, port))
        kept.append(one)
    with selectors.DefaultSelector() as ready:  # two fill it; the others wait for ever
        for one in kept[1:3]:
            ready.register(one, selectors.EVENT_WRITE)
        ready.select(2)
    return kept
