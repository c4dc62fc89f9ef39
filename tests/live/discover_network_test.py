#!/usr/bin/env python3
"""Networks looked through: forty devices (snmpd of several makers, nginx, cupsd, IPP, raw printing), hostile
ones beside them, silence for the rest; and that nothing is sent but what --dry-run said."""
import collections
import json
import os
import socket
import ssl
import struct
import subprocess
import threading

import jsonschema

import lib
import snmp_daemon
import web_daemon

NETWORK, OF_ALL = "10.66.0.0/26", 62
MAKERS = {1347: "Kyocera", 367: "Ricoh", 11: "HP", 641: "Lexmark", 1602: "Canon", 2435: "Brother",
          18334: "Konica Minolta", 4242: ""}
EACH = 5  # devices of a maker
LAX, MODEL = 367, "Laser \"9\" of the tests"


def address(number):
    return f"10.66.0.{number}"


def of_maker(enterprise):
    first = list(MAKERS).index(enterprise) * EACH
    return [address(first + n + 1) for n in range(EACH)]


DEVICES = [one for enterprise in MAKERS for one in of_maker(enterprise)]
HOSTILE = {name: address(41 + n) for n, name in enumerate(snmp_daemon.PEERS)}


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def network():
    """Devices are addresses of this machine; the rest of the network swallows everything."""
    ip("link", "add", "quiet0", "type", "veth", "peer", "name", "quiet1")
    ip("link", "set", "quiet0", "arp", "off", "up")
    ip("link", "set", "quiet1", "arp", "off", "up")
    ip("address", "add", "10.66.255.1/32", "dev", "quiet0")
    ip("route", "add", "10.66.0.0/16", "dev", "quiet0", "src", "10.66.255.1")
    for one in [*DEVICES, *HOSTILE.values()]:
        ip("address", "add", f"{one}/32", "dev", "lo")


# ------------------------------------------------ devices

def start_snmp(room, enterprise):
    folder = room.path / f"snmp-{enterprise}"
    folder.mkdir()
    agents = ",".join(f"udp:{one}:161" for one in of_maker(enterprise))
    engine = f"0x{0x80000000 | enterprise:08x}04{enterprise:08x}"
    more = "rocommunity public\nrwcommunity private\n" if enterprise == LAX else ""
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


def row_of(plan, packet):
    """The row of the plan that says so; None: nobody said so."""
    transport, port, kind, _ = packet
    for row in plan:
        if (row["transport"], row["port"]) == (transport, port) and row["what"].startswith(
                kind if transport == "UDP" else "connection attempt"):
            return row
    return None


def compare(plan, silent, devices):
    counts = collections.Counter()
    for packet in silent.take():
        row = row_of(plan, packet)
        if row is None or packet[2] == "more":
            lib.fail(f"sent and not said: {packet}")
        else:
            counts[row["port"], row["what"]] += 1
    quiet = OF_ALL - len(DEVICES) - len(HOSTILE)
    for row in plan:
        expected = 2 * quiet if row["to"] == "every address" else 0
        if counts[row["port"], row["what"]] != expected:
            lib.fail(f"silent addresses: {row['what']}: {counts[row['port'], row['what']]}, not {expected}")
    compare_devices(plan, devices)


def compare_devices(plan, devices):
    each = collections.Counter()
    for packet in devices.take():
        if packet[3] not in DEVICES and packet[3] not in HOSTILE.values():
            continue  # between daemons
        row = row_of(plan, packet)
        from_us = packet[0] == "UDP" and packet[1] == 161 or packet[2] == "SYN"
        if from_us and row is None:
            lib.fail(f"sent to a device and not said: {packet}")
        elif from_us:
            each[row["what"], row["port"], packet[3]] += 1
    for (what, port, where), count in each.items():
        most = 3 if (port, what) == (631, "connection attempt") else 2
        if count > most:
            lib.fail(f"{where}: {what}, port {port}: {count} times")


# ------------------------------------------------ expectations

def check(name, said, expected):
    lib.endpoints += 1
    if said != expected:
        lib.fail(f"{name}: {said!r}, not {expected!r}")


def discover(*words, fine=0):
    done = subprocess.run([lib.PROGRAM, "discover", *words], capture_output=True, text=True)
    if done.returncode != fine:
        lib.fail(f"discover {words}: status {done.returncode}: {done.stderr}")
    return done.stdout


def schema(name):
    return json.loads((lib.HOUSE / "assets/schema" / name).read_text())


def expect_devices(devices, secured):
    for enterprise, maker in MAKERS.items():
        for where in of_maker(enterprise):
            device = devices.get(where, {})
            check(f"{where} maker", device.get("maker"), maker)
            check(f"{where} enterprise", device.get("enterprise"), enterprise)
            check(f"{where} engine", device.get("engine_id"),
                  f"{0x80000000 | enterprise:08x}04{enterprise:08x}")
            lax = [f"{c['version']} {c['community']}" for c in device.get("communities", [])]
            check(f"{where} communities", lax, ["1 public", "2c public", "1 private", "2c private"]
                  if enterprise == LAX else [])
    lax = of_maker(LAX)[0]
    check("model by SNMP", (devices[lax]["model"], devices[lax]["model_from"]),
          (f"Printer of {LAX}", "snmp"))
    for where in secured:
        found = devices[where]["certificates"]
        check(f"{where} certificate", [(c["port"], c["subject"], c["issuer"]) for c in found],
              [(443, "CN=device.example.com", "CN=Root of the devices")])


def expect_printers(devices, tls, plain, cups, raws):
    for where, unsecured in ((tls, False), (plain, True)):
        check(f"{where} model", (devices[where]["model"], devices[where]["model_from"]), (MODEL, "ipp"))
        check(f"{where} TLS", devices[where]["ipp_without_tls"], unsecured)
    for where in (tls, cups):
        check(f"{where} certificate", [c["port"] for c in devices[where]["certificates"]], [631])
    for where in raws:
        check(f"{where} raw", 9100 in devices[where]["ports"], True)
    check("nothing was printed", printed, [])


def expect_hostile(devices):
    check("who only says public", [c["version"] for c in devices[HOSTILE["only_public"]]["communities"]],
          ["1", "2c"])
    check("control characters", [c for c in devices[HOSTILE["hostile"]]["model"] if ord(c) < 32], [])
    check("garbage on open ports", (devices[HOSTILE["garbage"]]["model"], devices[HOSTILE["garbage"]]["ports"]),
          ("", [443, 631]))
    for name in ("silent", "other_id", "echo", "huge", "flood"):
        check(f"{name} is no device", HOSTILE[name] in devices, False)


def main():
    lib.isolate()
    network()
    room = lib.Room()
    root = lib.CA(room, "root", "Root of the devices")
    pair = root.issue("device", ["device.example.com"])
    for enterprise in MAKERS:
        start_snmp(room, enterprise)
    snmp_daemon.Peers(HOSTILE)
    secured, tls, plain, cups = of_maker(1347), *of_maker(11)[:3]
    raws = of_maker(641)
    start_nginx(room, pair, secured)
    start_cups(room, root.issue("cups", [web_daemon.HOST]), cups)
    listeners = [Listener(tls, 631, ipp_tls(pair)), Listener(plain, 631, ipp),
                 Listener(HOSTILE["garbage"], 631, endless), Listener(HOSTILE["garbage"], 443, endless)]
    listeners += [Listener(where, 9100, raw) for where in raws]
    plan = json.loads(discover("--network", NETWORK, "--dry-run", "--format", "json"))
    jsonschema.Draft7Validator(schema("discover_plan.json")).validate(plan)
    check("addresses", plan["addresses"], OF_ALL)
    silent, local = Capture("quiet0"), Capture("lo")
    said = json.loads(discover("--network", NETWORK, "--format", "json"))
    compare(plan["packets"], silent, local)
    jsonschema.Draft7Validator(schema("discover_network.json")).validate(said)
    devices = {device["address"]: device for device in said["devices"]}
    check("all was asked", said["complete"], True)
    expect_devices(devices, secured)
    expect_printers(devices, tls, plain, cups, raws)
    expect_hostile(devices)
    check("an empty network", discover("--network", "10.66.9.0/28"), "Nothing answered.\n")
    rows = discover("--network", of_maker(641)[0], tls, "--format", "csv").splitlines()
    check("as printers", rows, ["name,host,port,model",
                                f'printer-{raws[0].replace(".", "-")},{raws[0]},443,""',
                                f'printer-{tls.replace(".", "-")},{tls},443,"{MODEL.replace(chr(34), chr(34) * 2)}"'])
    text = discover("--network", of_maker(LAX)[0])
    check("work to do", "to do: turn off SNMP 1, which answers to the community private" in text, True)
    room.close()
    lib.report()


main()
