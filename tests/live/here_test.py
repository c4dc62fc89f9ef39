"""What lies on this machine: the server's names, forward and back, and what listens here against what
is declared."""
import os
import socket
import subprocess

import lib

lib.isolate()
NAME, SHORT = "print01.corp.example.com", "print01"
room = lib.Room()
base = lib.Site(room, f'server : {{ fqdn = "{NAME}"; }};\n')
# An address of this machine that is not loopback: what others would connect to.
subprocess.run(["ip", "address", "add", "10.1.2.3/32", "dev", "lo"], check=True)
subprocess.run(["ip", "address", "add", "fd00::3/128", "dev", "lo", "nodad"], check=True)

# ------------------------------------------------ names


def named(title, lines, verdict, *words, aliases=""):
    lib.mount("/etc/hosts", "127.0.0.1 localhost\n" + lines)
    site = base.copy(f'server : {{ fqdn = "{NAME}"; aliases = [ {aliases} ]; }};\n')
    lib.expect(title, site.probe("server")[0], verdict, words)


named("as it should be", f"10.1.2.3 {NAME} {SHORT}\n", "pass", "10.1.2.3",
      "10.1.2.3 reverse DNS gives it", f"{SHORT} leads to the same")
named("IPv6, too", f"10.1.2.3 {NAME} {SHORT}\nfd00::3 {NAME} {SHORT}\n", "pass",
      "fd00::3 reverse DNS gives it")
named("no short name", f"10.1.2.3 {NAME}\n", "pass", f"{SHORT} does not resolve")
named("nobody", "", "unreachable", f"{NAME} does not resolve")
named("an alias", f"10.1.2.3 other.corp.example.com {NAME}\n", "warn",
      "an alias of other.corp.example.com", "reverse DNS gives other.corp.example.com")
named("back to another", f"10.1.2.4 {NAME}\n10.1.2.3 other.corp.example.com\n10.1.2.3 {NAME}\n",
      "warn", "10.1.2.3 reverse DNS gives other.corp.example.com, not to " + NAME)
named("loopback alone", f"127.0.1.1 {NAME} {SHORT}\n", "warn", "loopback only")
named("loopback, too", f"127.0.1.1 {NAME}\n10.1.2.3 {NAME}\n", "warn", "another machine to everybody")
named("the short one is elsewhere", f"10.1.2.3 {NAME}\n10.1.2.9 {SHORT}\n", "warn",
      f"{SHORT} leads elsewhere: 10.1.2.9")
named("other names", f"10.1.2.3 {NAME} mfp.corp.example.com\n", "pass",
      "mfp.corp.example.com leads to the same", aliases='"mfp.corp.example.com"')
named("another name is missing", f"10.1.2.3 {NAME}\n", "warn", "mfp.corp.example.com does not resolve",
      aliases='"mfp.corp.example.com"')
named("another name is elsewhere", f"10.1.2.3 {NAME}\n10.1.2.9 mfp.corp.example.com\n", "warn",
      "mfp.corp.example.com leads elsewhere: 10.1.2.9", aliases='"mfp.corp.example.com"')

# ------------------------------------------------ ports

lib.mount("/etc/hosts", f"127.0.0.1 localhost\n10.1.2.3 {NAME} {SHORT}\n10.9.9.9 far.corp.example.com\n")


def port(name, number, enabled, protocol="tcp"):
    return {"name": name, "port": number, "protocol": protocol, "direction": "in",
            "enabled": enabled}


def listen(number, host="0.0.0.0", kind=socket.SOCK_STREAM):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, kind)
    made.bind((host, number))
    if kind == socket.SOCK_STREAM:
        made.listen()
    return made


def ports(title, listening, declared, verdict, *words, fqdn=NAME, fact=None):
    held = [listen(*each) for each in listening]
    site = base.copy(f'server : {{ fqdn = "{fqdn}"; }};\n' + lib.records("ports", declared or [port("none", 1, False)]))
    result = site.probe("ports")[0]
    lib.expect(title, result, verdict, words)
    if result["path"] != "ports":
        lib.fail(f"{title}: it goes by {result['path']}")
    if fact and fact[1] not in result["facts"].get(fact[0], ""):
        lib.fail(f"{title}: {fact[0]} is {result['facts'].get(fact[0])}")
    for each in held:
        each.close()


WEB = port("web", 8090, True)
me = open("/proc/self/comm").read().strip()
ports("as declared", [(8090,)], [WEB], "pass", "is what is declared", f"{NAME} is this machine",
      fact=("tcp.8090", f"{me} (process {os.getpid()}), all addresses"))
ports("IPv6", [(8090, "::")], [WEB], "pass", "is what is declared")
ports("on one address", [(8090, "10.1.2.3")], [WEB], "pass", fact=("tcp.8090", "one address"))
ports("nobody listens", [], [WEB], "warn", "tcp 8090 is declared open (web), but nothing listens there")
ports("this machine alone", [(8090, "127.0.0.1")], [WEB], "warn", "but only for this machine itself",
      me)
ports("this machine alone, IPv6", [(8090, "::1")], [WEB], "warn", "but only for this machine itself")
ports("both", [(8090, "127.0.0.1"), (8090, "10.1.2.3")], [WEB], "pass")
ports("undeclared", [(8090,), (2222,)], [WEB], "warn", f"{me} (process",
      "listens on tcp 2222, all addresses, and no record speaks of it")
ports("undeclared, but nobody else sees it", [(8090,), (2222, "127.0.0.1")], [WEB], "pass",
      fact=("tcp.2222", "this machine only"))
ports("closed, but it listens", [(8090,), (8080,)], [WEB, port("http", 8080, False)], "warn",
      "only the firewall keeps others away")
ports("closed, and nobody listens", [(8090,)], [WEB, port("http", 8080, False)], "pass")
ports("UDP", [(8090,), (161, "0.0.0.0", socket.SOCK_DGRAM)], [port("snmp", 161, True, "udp")], "pass",
      fact=("udp.161", me))
ports("UDP, undeclared", [(162, "0.0.0.0", socket.SOCK_DGRAM)], [], "warn", "udp 162")
ports("UDP, a client's", [(8090,), (40000, "0.0.0.0", socket.SOCK_DGRAM)], [], "pass")
ports("TCP is not UDP", [(161,)], [port("snmp", 161, True, "udp")], "warn", "tcp 161", "udp 161")
ports("elsewhere", [(8090,)], [WEB], "warn", "far.corp.example.com is another machine",
      fqdn="far.corp.example.com")
ports("many", [(8090,)] + [(n,) for n in range(3000, 3040)], [], "warn", "24 more ports differ")

# Anyone who is nobody in particular sees that something listens, but not who.
held = listen(8091)
folder = base.copy(f'server : {{ fqdn = "{NAME}"; }};\n' + lib.records("ports", [port("none", 1, False)])).folder
subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
report = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                         lib.PROGRAM, "-C", str(folder / "etc"), "probe", "--format", "json", "ports"],
                        capture_output=True, text=True)
for words in ("an unknown program listens on tcp 8091", "run it as root"):
    if words not in report.stdout:
        lib.fail(f"nobody in particular: nothing says {words}\n{report.stdout}{report.stderr}")
lib.report()
