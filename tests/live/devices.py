"""devices.py - what stands in a network for the tests of discovery: snmpd of several makers, nginx, cupsd, IPP and raw
printing; and every packet that leaves."""
import os
import socket
import ssl
import struct
import subprocess
import threading

import lib
import web_daemon

MODEL = "Laser \"9\" of the tests"


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def network(addresses):
    """Devices are addresses of this machine; the rest of the network swallows everything."""
    ip("link", "add", "quiet0", "type", "veth", "peer", "name", "quiet1")
    ip("link", "set", "quiet0", "arp", "off", "up")
    ip("link", "set", "quiet1", "arp", "off", "up")
    ip("address", "add", "10.66.255.1/32", "dev", "quiet0")
    ip("route", "add", "10.66.0.0/16", "dev", "quiet0", "src", "10.66.255.1")
    for one in addresses:
        ip("address", "add", f"{one}/32", "dev", "lo")


# ------------------------------------------------ devices

def start_snmp(room, enterprise, addresses, lax=False):
    folder = room.path / f"snmp-{enterprise}"
    folder.mkdir()
    agents = ",".join(f"udp:{one}:161" for one in addresses)
    engine = f"0x{0x80000000 | enterprise:08x}04{enterprise:08x}"
    more = "rocommunity public\nrwcommunity private\n" if lax else ""
    (folder / "agent.conf").write_text(f"agentAddress {agents}\nexactEngineID {engine}\n"
                                       f"sysDescr Printer of {enterprise}\nrouser nobody\n{more}")
    room.start(["snmpd", "-f", "-C", "-c", str(folder / "agent.conf"), "-LF", "6", str(folder / "log"),
                "-I", "-smux"], env={**os.environ, "SNMP_PERSISTENT_DIR": str(folder), "MIBS": ""})
    lib.await_words(folder / "log", "NET-SNMP version")


def start_nginx(room, pair, addresses):
    listens = "".join(f"listen {one}:443 ssl; " for one in addresses)
    (room.path / "nginx.conf").write_text(
        f"pid {room.path}/nginx.pid; error_log {room.path}/nginx.error; daemon off;\n"
        "events { } http { access_log off; client_body_temp_path %s; proxy_temp_path %s;\n"
        "fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s; server { %s ssl_certificate %s;\n"
        "ssl_certificate_key %s; } }\n" % (*[room.path] * 5, listens, pair.cert, pair.key))
    room.start(["nginx", "-e", f"{room.path}/nginx.error", "-c", f"{room.path}/nginx.conf"], [443],
               host=addresses[0])


def start_cups(room, pair, where):
    folder = room.path / "cups"
    for part in ("", "cache", "state", "spool", "tmp", "ssl"):
        (folder / part).mkdir()
    (folder / "cupsd.conf").write_text(f"ServerName {web_daemon.HOST}\nListen {where}:631\n"
                                       "<Location />\nAllow all\n</Location>\n")
    (folder / "cups-files.conf").write_text(web_daemon.CUPS_FILES.format(room=folder))
    (folder / f"ssl/{web_daemon.HOST}.crt").write_text(pair.chain.read_text())
    (folder / f"ssl/{web_daemon.HOST}.key").write_text(pair.key.read_text())
    room.start(["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")],
               [631], host=where)


class Listener(threading.Thread):
    """A TCP server that does serve(connection) for each."""

    def __init__(self, where, port, serve):
        super().__init__(daemon=True)
        self.socket, self.serve = socket.create_server((where, port), backlog=64), serve
        self.start()

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.one, args=[connection], daemon=True).start()

    def one(self, connection):
        try:
            self.serve(connection)
        except OSError:
            pass
        finally:
            connection.close()


asked = []  # every IPP request's first line
printed = []  # what came on a raw port


def attribute(tag, name, value):
    return bytes([tag]) + struct.pack(">H", len(name)) + name + struct.pack(">H", len(value)) + value


def ipp(connection, chunked=False):
    request = b""
    while not request.endswith(b"\x03"):
        piece = connection.recv(4096)
        if not piece:
            return
        request += piece
        if not request.startswith(b"POST"):
            break
    asked.append(request.split(b"\r\n")[0].decode(errors="replace"))
    if not request.startswith(b"POST"):
        connection.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
        return
    body = b"\1\1\0\0\0\0\0\1\1" + attribute(0x47, b"attributes-charset", b"utf-8") + b"\4" + \
        attribute(0x41, b"printer-make-and-model", MODEL.encode()) + b"\3"
    if chunked:
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:20], body[20:])) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n" + \
        (b"Transfer-Encoding: chunked\r\n" if chunked else b"") + b"\r\n"
    connection.sendall(head + body)


def ipp_tls(pair):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.cert, pair.key)

    def serve(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            ipp(secured, chunked=True)
    return serve


def raw(connection):
    data = connection.recv(4096)
    if data:
        printed.append(data)


def endless(connection):
    """A hostile IPP port: garbage without end."""
    connection.recv(4096)
    while True:
        connection.sendall(os.urandom(65536))


# ------------------------------------------------ what was sent

class Capture(threading.Thread):
    """Every packet that leaves by an interface: (transport, port, kind, to)."""

    def __init__(self, interface):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
        self.socket.setsockopt(socket.SOL_SOCKET, 33, 1 << 24)  # SO_RCVBUFFORCE
        self.socket.bind((interface, 0))
        self.packets = []

    def take(self):
        """All that came so far. The kernel queues them as they are sent, so none is still to come."""
        self.socket.setblocking(False)
        while True:
            try:
                data, where = self.socket.recvfrom(65535)
            except BlockingIOError:
                return self.packets
            if where[2] == socket.PACKET_OUTGOING and data[0] >> 4 == 4:
                self.packets.append(self.one(data))

    @staticmethod
    def one(data):
        inside, to = data[(data[0] & 15) * 4:], socket.inet_ntoa(data[16:20])
        port, = struct.unpack(">H", inside[2:4])
        if data[9] == 17:
            whole = struct.unpack(">H", data[6:8])[0] & 0x3fff == 0  # huge answers are in fragments
            return "UDP", port if whole else 0, snmp_kind(inside[8:]) if whole and port == 161 else "", to
        if data[9] == 6:
            return "TCP", port, "SYN" if inside[13] & 0x12 == 0x02 else "more", to
        return f"protocol {data[9]}", port, "", to


def snmp_kind(packet):
    if packet[4] == 3:
        return "SNMPv3 engine discovery"
    return f"SNMP {'2c' if packet[4] else '1'}, community {packet[7:7 + packet[6]].decode()}"
