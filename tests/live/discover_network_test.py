#!/usr/bin/env python3
"""Networks looked through: forty devices (snmpd of several makers, nginx, cupsd, IPP, raw printing), hostile
ones beside them, silence for the rest; and that nothing is sent but what --dry-run said."""
import collections
import json
import subprocess

import jsonschema

import devices as stand
import lib
import snmp_daemon
import web_daemon

NETWORK, OF_ALL = "10.66.0.0/26", 62
MAKERS = {1347: "Kyocera", 367: "Ricoh", 11: "HP", 641: "Lexmark", 1602: "Canon", 2435: "Brother",
          18334: "Konica Minolta", 4242: ""}
EACH = 5  # devices of a maker
LAX, MODEL = 367, stand.MODEL


def address(number):
    return f"10.66.0.{number}"


def of_maker(enterprise):
    first = list(MAKERS).index(enterprise) * EACH
    return [address(first + n + 1) for n in range(EACH)]


DEVICES = [one for enterprise in MAKERS for one in of_maker(enterprise)]
HOSTILE = {name: address(41 + n) for n, name in enumerate(snmp_daemon.PEERS)}


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
    check("nothing was printed", stand.printed, [])


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
    stand.network([*DEVICES, *HOSTILE.values()])
    room = lib.Room()
    root = lib.CA(room, "root", "Root of the devices")
    pair = root.issue("device", ["device.example.com"])
    for enterprise in MAKERS:
        stand.start_snmp(room, enterprise, of_maker(enterprise), enterprise == LAX)
    snmp_daemon.Peers(HOSTILE)
    secured, tls, plain, cups = of_maker(1347), *of_maker(11)[:3]
    raws = of_maker(641)
    stand.start_nginx(room, pair, secured)
    stand.start_cups(room, root.issue("cups", [web_daemon.HOST]), cups)
    listeners = [stand.Listener(tls, 631, stand.ipp_tls(pair)), stand.Listener(plain, 631, stand.ipp),
                 stand.Listener(HOSTILE["garbage"], 631, stand.endless), stand.Listener(HOSTILE["garbage"], 443, stand.endless)]
    listeners += [stand.Listener(where, 9100, stand.raw) for where in raws]
    plan = json.loads(discover("--network", NETWORK, "--dry-run", "--format", "json"))
    jsonschema.Draft7Validator(schema("discover_plan.json")).validate(plan)
    check("addresses", plan["addresses"], OF_ALL)
    silent, local = stand.Capture("quiet0"), stand.Capture("lo")
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
