"""name_server.py - name servers for the tests of discovery: dnsmasq with records, and one that answers what it likes."""
import socket
import socketserver
import struct
import threading

import lib

DOMAIN = "corp.example.com"


def dnsmasq(room, *records):
    port = lib.port()
    room.start(["dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
                f"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--user=root", "--pid-file=",
                "--log-facility=-", "--local-ttl=77", f"--local=/{DOMAIN}/",
                *records], ports=[port])
    return f"127.0.0.1:{port}"


IN, SRV, CNAME = 1, 33, 5


def wire(name):
    """Labels as they are, be they bytes that no host name has."""
    raw = name if isinstance(name, bytes) else name.encode()
    return b"".join(bytes([len(label)]) + label for label in raw.split(b".")) + b"\0"


def record(owner, kind, data, ttl=60):
    return owner + struct.pack(">HHIH", kind, IN, ttl, len(data)) + data


def srv(target, priority=0, owner=b"\xc0\x0c", tail=b""):
    return record(owner, SRV, struct.pack(">HHH", priority, 1, 389) + (wire(target) if target else b"") + tail)


def message(query, *records, count=None, flags=0x8180, question=None, identity=None):
    asked = query[12:] if question is None else question
    return ((query[:2] if identity is None else identity) +
            struct.pack(">HHHHH", flags, 1, len(records) if count is None else count, 0, 0) +
            asked + b"".join(records))


class Hostile:
    """how(query): the answers, as bytes; "cut" over UDP makes the client come by TCP."""

    def __init__(self, how, stream=None):
        self.asked = []
        outer, port = self, lib.port()

        class Datagram(socketserver.BaseRequestHandler):
            def handle(self):
                data, sock = self.request
                end = data.index(b"\0", 12)
                outer.asked.append((struct.unpack(">H", data[end + 1:end + 3])[0], data[12:end]))
                for each in how(data):
                    sock.sendto(each, self.client_address)

        class Stream(socketserver.BaseRequestHandler):
            def handle(self):
                while True:
                    head = self.request.recv(2, socket.MSG_WAITALL)
                    if len(head) < 2:
                        return
                    data = self.request.recv(struct.unpack(">H", head)[0], socket.MSG_WAITALL)
                    for each in stream(data):
                        self.request.sendall(struct.pack(">H", len(each)) + each)

        self.servers = [socketserver.ThreadingUDPServer(("127.0.0.1", port), Datagram)]
        if stream:
            self.servers.append(socketserver.ThreadingTCPServer(("127.0.0.1", port), Stream))
        for server in self.servers:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.at = f"127.0.0.1:{port}"
