"""ports.py PROGRAM FOLDER SEED COUNT: random configurations of grade A, each exported for every
firewall and reader; all must open exactly the inbound ports that the settings need, and the list's.
Leaves the last rule set in FOLDER/nftables.conf and what it should open in FOLDER/open, FOLDER/shut."""
import ipaddress
import os
import pathlib
import random
import re
import subprocess
import sys

program, folder, seed, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
dice = random.Random(seed)
failed = 0


def run(*words, status=(0,)):
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    if done.returncode not in status:
        sys.exit(f"{words}: {done.returncode} {done.stderr}")
    return done.stdout


def draw():
    """An answers file, the inbound ports that it needs (port: networks or None), and the outbound ones."""
    free = dice.sample([443, 465, 2525, 4433, 5443, 7443, 8443, 9443, 10443, 22443], 6)
    https = dice.choice([8090, 443 if 443 in free else 8090, free.pop()])
    scan = dice.choice([0, 25, free.pop()])
    if scan == https:
        scan = 25
    central, radius, ldap, smtp, snmp = (dice.random() < 0.5 for _ in range(5))
    needs, out = {https: None}, {("tcp", 9100), ("tcp", 443)}
    text = [f'tls = {{ https_port = {https}; }};']
    if scan:
        needs[scan] = None
        text.append(f'scan = {{ enabled = true; port = {scan}; security = "{"tls" if scan != 587 else "starttls"}"; }};')
    if central:
        text.append('central = { enabled = true; host = "cs.corp.example.com"; password = "generate"; };'
                    'server = { fqdn = "print01.corp.example.com"; role = "site"; };')
        out.add(("tcp", 8093))
    else:
        role = dice.choice(["standalone", "central"])
        text.append(f'server = {{ fqdn = "print01.corp.example.com"; role = "{role}"; }};')
        if role == "central":
            needs[8093] = None
    if radius:
        text.append('radius = ( { name = "a"; host = "nps1.corp.example.com"; secret = "generate"; },'
                    ' { name = "b"; host = "nps2.corp.example.com"; port = 11812; secret = "generate"; } );')
        out |= {("udp", 1812), ("udp", 11812)}
    if ldap:
        text.append('ldap = ( { name = "ad"; host = "dc1.corp.example.com"; base_dn = "dc=corp"; '
                    'bind_dn = "cn=myq,dc=corp"; bind_password = "generate"; } );')
        out.add(("tcp", 636))
    if smtp:
        text.append('smtp = { enabled = true; host = "mail.corp.example.com"; auth = "none"; };')
        out.add(("tcp", 465))
    if snmp:
        text.append('snmp = ( { name = "f"; user = "poller"; auth_password = "generate"; privacy_password = "generate"; '
                    'devices = [ "p1.corp.example.com", "p2.corp.example.com:1161" ]; } );')
        out |= {("udp", 161), ("udp", 1161)}
    records = ['{ name = "licence"; port = 443; direction = "out"; enabled = true; }',
               '{ name = "raw"; port = 9100; direction = "out"; enabled = true; encrypted = "no"; }']
    if dice.random() < 0.5:
        needs[free[0]] = ["10.9.1.0/24"] if dice.random() < 0.5 else None
        limit = ' from = [ "10.9.1.0/24" ];' if needs[free[0]] else ""
        records.append(f'{{ name = "more"; port = {free[0]}; enabled = true;{limit} }}')
    if dice.random() < 0.5:
        needs[https] = ["10.9.1.0/24", "fd00:1::/64"]
        records.append(f'{{ name = "web"; port = {https}; enabled = true; from = [ "10.9.1.0/24", "fd00:1::/64" ]; }}')
    text.append(f'version = 2;\nports = ( {", ".join(records)} );')
    return "\n".join(text) + '\ncertificates = { key_type = "p256"; };\n', needs, out


def by_nftables(text):
    found = {}
    for network, port in re.findall(r"^\t\t(?:ip6? saddr (\S+) )?tcp dport (\d+) accept", text, re.M):
        found.setdefault(int(port), set()).add(network or None)
    return found


def by_ufw(text):
    found = {}
    for network, port in re.findall(r"^\$UFW allow proto '?tcp'? from '?(\S+?)'? to any port '?(\d+)'?", text, re.M):
        found.setdefault(int(port), set()).add(None if network == "any" else network)
    return found


def by_windows(text):
    opened = text.split("$open = @(")[1].split("$closed")[0]
    shut = text.split("$closed = @(")[1].split("\n)")[0]
    found = {}
    for block in re.findall(r"@\{(.*?)\n    \}", opened, re.S):
        port = int(re.search(r"Port = '?(\d+)", block)[1])
        inside = re.search(r"From = @\((.*?)\)", block, re.S)[1]
        found[port] = set(re.findall(r"'([^']+)'", inside)) or {None}
    return found, {int(port) for port in re.findall(r"Port = '?(\d+)", shut)}


def by_checklist(text):
    found, out = set(), set()
    for port, protocol, way in re.findall(r"(\d+)/(TCP|UDP|tcp|udp) (incoming|outgoing)\W+open,", text):
        if way == "incoming":
            found.add(int(port))
        else:
            out.add((protocol.lower(), int(port)))
    return found, out


def by_report(text):
    rows = re.findall(r'<tr><th scope="row">[^<]*</th><td>(to|from) the server</td>(.*?)</tr>', text, re.S)
    pick = r'<b class="open">\S* ?(\d+)/(tcp|udp)'
    found = {int(port) for way, row in rows if way == "to" for port, _ in re.findall(pick, row)}
    return found, {(protocol, int(port)) for way, row in rows if way == "from" for port, protocol in re.findall(pick, row)}


def same(what, wanted, seen, text):
    global failed
    if wanted != seen:
        print(f"{what}\n  expected: {wanted}\n  found:    {seen}\n{text}")
        failed = 1


for n in range(count):
    answers, needs, out = draw()
    (folder / "answers").write_text(answers)
    os.environ["PRINTSEAL_DIR"] = str(folder / f"etc{n}")
    run("init", "--answers", str(folder / "answers"), "--recovery-file", str(folder / f"recovery{n}"), status=(0, 1))
    report = run("check", "--format", "html", status=(0, 1))
    same("grade", "A", re.search(r"grade ([A-F])", run("check", status=(0, 1)))[1], answers + run("check", status=(0, 1)))
    wanted = {port: {None} if networks is None else {str(ipaddress.ip_network(x)) for x in networks}
              for port, networks in needs.items()}
    nftables = run("export", "nftables")
    (folder / "nftables.conf").write_text(nftables)
    ssh = {22: {None}}
    same("nftables", wanted | ssh, by_nftables(nftables), answers)
    same("ufw", wanted | ssh, by_ufw(run("export", "ufw")), answers)
    opened, shut = by_windows(run("export", "windows-firewall"))
    same("windows-firewall", wanted, opened, answers)
    same("windows-firewall closes", set(), {8090, 8080, 25} - set(wanted) - shut, answers)
    run("export", "myq-checklist", "--output", str(folder / f"list{n}"))
    listed, leaving = by_checklist((folder / f"list{n}" / "checklist.txt").read_text())
    same("checklist", set(wanted), listed, answers)
    same("checklist, out", out, leaving, answers)
    shown, leaving = by_report(report)
    same("report", set(wanted), shown, answers)
    same("report, out", out, leaving, answers)
    (folder / "all").write_text(" ".join(str(port) for port, networks in needs.items()))
    (folder / "limited").write_text(" ".join(str(port) for port, networks in needs.items() if networks))
sys.exit(failed)
