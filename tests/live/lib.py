"""lib.py - what all live tests have in common: a machine of their own, daemons, certificates, and the
program with its own folder.

A test begins with `lib.isolate()`: it is then alone in namespaces of its own, where every port is
free, the loopback addresses are all there is, no name resolves but those given to hosts(), and
whatever was started ends with it. It ends with `lib.report()`.

    import lib
    lib.isolate()
    room = lib.Room()
    root = lib.CA(room, "root", "Example Root")
    good = root.issue("good", ["mail.example.com"])
    lib.hosts({"mail.example.com": ["127.0.0.1"]})
    room.start(["openssl", "s_server", "-accept", "8090", *good.options()], ports=[8090])
    site = lib.Site(room, 'trust : { ca_files = [ "%s" ]; };' % root.cert)
    lib.expect("good", site.probe("tls")[0], "pass", ["TLS 1.3"])
    lib.report()
"""
import atexit
import datetime
import fcntl
import json
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time

import jsonschema

HOUSE = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PRINTSEAL", str(HOUSE / "build/release/printseal"))
MARK = "PRINTSEAL_LIVE"
SCHEMA = json.loads((HOUSE / "assets/schema/probe.json").read_text())


# ------------------------------------------------ a machine of its own

def loopback_up():
    """SIOCSIFFLAGS: as `ip link set lo up`, which need not be installed."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        fcntl.ioctl(s, 0x8914, struct.pack("16sh14x", b"lo", 1 | 64))


def isolate():
    """Starts this script again in namespaces of its own: network, mounts, processes. A script that
    is killed takes everything with it."""
    if os.environ.get(MARK) != "1":
        os.environ[MARK] = "1"
        options = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        if os.geteuid() != 0:
            options.append("--map-root-user")
        os.execvp("unshare", ["unshare", *options, sys.executable, "-u", *sys.argv])
    loopback_up()
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    for name in ("OPENSSL_CONF", "SSL_CERT_FILE", "SSL_CERT_DIR", "PRINTSEAL_DIR"):
        os.environ.pop(name, None)
    mount("/etc/nsswitch.conf", "hosts: files\npasswd: files\ngroup: files\nservices: files\n")
    hosts({})


mounted = {}


def mount(path, text):
    """Puts a text in the place of a file of this machine, for this script alone."""
    if path not in mounted:
        handle, mounted[path] = tempfile.mkstemp()
        os.close(handle)
        os.chmod(mounted[path], 0o644)
        atexit.register(os.unlink, mounted[path])
        subprocess.run(["mount", "--bind", mounted[path], path], check=True)
    pathlib.Path(mounted[path]).write_text(text)


def with_file(path, text):
    """A command that runs what is behind it where that text is in the place of a file, for it alone: tests with
    different ones run side by side."""
    handle, other = tempfile.mkstemp()
    with open(handle, "w") as out:
        out.write(text)
    os.chmod(other, 0o644)
    atexit.register(os.unlink, other)
    return ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" "$1" && shift && exec "$@"', other, path]


def hosts(names):
    """{"mail.example.com": ["127.0.0.1", "::1"]}: all names there are, besides localhost."""
    lines = ["127.0.0.1 localhost"]
    for name, addresses in names.items():
        lines += [f"{address} {name}" for address in addresses]
    mount("/etc/hosts", "\n".join(lines) + "\n")


class Room:
    """A scratch folder, and what runs in it; both are gone at the end."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="printseal-live-"))
        os.chmod(self.path, 0o755)  # daemons with users of their own look in
        self.running = []
        atexit.register(self.close)

    def __truediv__(self, name):
        return self.path / name

    def start(self, command, ports=(), host="127.0.0.1", log=None, **more):
        """Starts a daemon in the foreground, and waits until it listens. What it says is in
        room/log."""
        log = self.path / (log or f"{pathlib.Path(command[0]).name}-{len(self.running)}.log")
        with open(log, "ab") as out:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out,
                                       stderr=subprocess.STDOUT, **more)
        process.log = log
        self.running.append(process)
        for port in ports:
            await_port(port, host, process)
        return process

    def close(self):
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running = []
        shutil.rmtree(self.path, ignore_errors=True)


def await_port(port, host="127.0.0.1", process=None, seconds=10):
    """Waits until somebody listens there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process and process.poll() is not None:
            break
        try:
            socket.create_connection((host, port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    said = process.log.read_text(errors="replace")[-2000:] if process else ""
    sys.exit(f"nobody listens on {host} port {port}\n{said}")


def await_children(pid, number, seconds=20):
    """Waits until a process has started so many children, one after the other."""
    seen, end = set(), time.monotonic() + seconds
    while len(seen) < number:
        if time.monotonic() > end:
            sys.exit(f"{pid} started {len(seen)} children, not {number}")
        seen |= set(pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        time.sleep(0.002)


def fill(pipe, size=4096, seconds=20):
    """Makes a pipe small, and waits until no further result has room in it: whoever writes into it waits, too."""
    fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, size)
    end = time.monotonic() + seconds
    while struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0] < size - 1024:
        if time.monotonic() > end:
            sys.exit("a pipe never became full")
        time.sleep(0.002)


def await_words(path, words, seconds=20):
    """Waits until a log says that."""
    end = time.monotonic() + seconds
    while not (path.exists() and words in path.read_text(errors="replace")):
        if time.monotonic() > end:
            sys.exit(f"{path} never said: {words}\n" +
                     (path.read_text(errors="replace")[-2000:] if path.exists() else ""))
        time.sleep(0.05)


last_port = 20000


def port():
    """One that nobody has: the namespace is ours."""
    global last_port
    last_port += 1
    return last_port


# ------------------------------------------------ certificates

def openssl(*words, **more):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"openssl {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def new_key(path, kind="p256"):
    """kind: p256, rsa-2048, rsa-1024 ..."""
    if kind.startswith("rsa-"):
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{kind[4:]}", "-out", path)
    else:
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)


class Pair:
    """A certificate and its key: .cert alone, .chain with the CAs between, .key."""

    def __init__(self, cert, chain, key):
        self.cert, self.chain, self.key = cert, chain, key

    def options(self):
        """For openssl s_server."""
        return ["-cert", str(self.chain), "-cert_chain", str(self.chain), "-key", str(self.key)]


def day(days):
    return (datetime.datetime.utcnow() + datetime.timedelta(days=days)).strftime("%Y%m%d%H%M%SZ")


SERVER = {"basicConstraints": "critical,CA:FALSE", "keyUsage": "critical,digitalSignature,keyEncipherment",
          "extendedKeyUsage": "serverAuth", "subjectKeyIdentifier": "hash",
          "authorityKeyIdentifier": "keyid:always"}
CA_EXTENSIONS = {"basicConstraints": "critical,CA:TRUE", "keyUsage": "critical,keyCertSign,cRLSign",
      "subjectKeyIdentifier": "hash"}
CONFIG = """
[ ca ]
default_ca = own
[ own ]
database = {base}.index
serial = {base}.serial
crlnumber = {base}.crlnumber
new_certs_dir = {folder}
unique_subject = no
policy = any
default_md = sha256
default_crl_days = 30
certificate = {base}.pem
private_key = {base}.key
[ any ]
commonName = optional
organizationName = optional
"""


def sign_config(base, extensions):
    text = CONFIG.format(base=base, folder=base.parent)
    text += "[ ext ]\n" + "".join(f"{k} = {v}\n" for k, v in extensions.items() if v)
    path = base.with_suffix(".cnf")
    path.write_text(text)
    return path


class CA(Pair):
    """Signs what it is asked to, right or wrong. above: the CA that signed it; None: a root."""

    def __init__(self, room, name, subject, above=None, kind="p256", **extensions):
        self.room, self.above, self.base = room, above, room / name
        super().__init__(self.base.with_suffix(".pem"), self.base.with_suffix(".chain"),
                         self.base.with_suffix(".key"))
        for suffix, text in ((".index", ""), (".serial", "01\n"), (".crlnumber", "01\n")):
            self.base.with_suffix(suffix).write_text(text)
        new_key(self.key, kind)
        made = {**CA_EXTENSIONS, **({"authorityKeyIdentifier": "keyid:always"} if above else {}), **extensions}
        if above:
            above.sign(name, subject, self.key, made, -1, 3000)
        else:
            self.sign(name, subject, self.key, made, -1, 3650, own=True)
        self.chain.write_text(self.cert.read_text() + (above.between() if above else ""))

    def between(self):
        """What a server sends besides its own: all but the root."""
        return self.cert.read_text() + self.above.between() if self.above else ""

    def sign(self, name, subject, key, extensions, start, end, own=False, digest="sha256"):
        request, out = self.room / f"{name}.csr", self.room / f"{name}.pem"
        if not own and out == self.cert:
            sys.exit(f"a CA and a certificate are both called {name}")
        openssl("req", "-new", "-key", key, "-subj", f"/CN={subject}" if subject else "/", "-out", request)
        options = ["-selfsign", "-keyfile", key] if own else []
        openssl("ca", "-batch", "-notext", "-config", sign_config(self.base, extensions), "-extensions",
                "ext", "-md", digest, "-startdate", day(start), "-enddate", day(end), "-rand_serial",
                "-in", request, "-out", out, *options)
        return out

    def issue(self, name, names, subject=None, start=-1, end=397, kind="p256", digest="sha256",
              key=None, **extensions):
        """A server's certificate for names (host names, or IP addresses), from day start to day end,
        counted from today. An extension may be another one, or None: left out."""
        path = self.room / f"{name}.key"
        if key:
            shutil.copy(key, path)
        else:
            new_key(path, kind)
        made = {**SERVER, "subjectAltName": alternatives(names), **extensions}
        subject = names[0] if subject is None else subject
        cert = self.sign(name, subject, path, made, start, end, digest=digest)
        chain = self.room / f"{name}.chain"
        chain.write_text(cert.read_text() + self.between())
        return Pair(cert, chain, path)

    def revoke(self, pair):
        openssl("ca", "-config", sign_config(self.base, {}), "-revoke", pair.cert)

    def crl(self, name, *more):
        """Its revocation list, PEM."""
        path = self.room / name
        openssl("ca", "-config", sign_config(self.base, {}), "-gencrl", "-out", path, *more)
        return path


def alternatives(names):
    def kind(name):
        return "IP" if ":" in name or name.replace(".", "").isdigit() else "DNS"
    return ",".join(f"{kind(name)}:{name}" for name in names)


# ------------------------------------------------ the program

class Site:
    """A configuration folder of its own. text: sections of printseal.conf; server.fqdn is
    print.example.com unless it says so. secrets: {"smtp.password": "..."}."""

    def __init__(self, room, text="", secrets=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=room.path))
        answers = self.folder / "answers.conf"
        given = "" if "server :" in text else 'server : { fqdn = "print.example.com"; };\n'
        given += "" if "certificates :" in text else 'certificates : { key_type = "p256"; };\n'
        answers.write_text(given + text)
        self.run("init", "--answers", answers, fine=(0, 1))
        for path, secret in (secrets or {}).items():
            self.run("secret", "set", path, input=secret)

    def run(self, *words, fine=(0,), inside=(), **more):
        """inside: a command that runs the program, as of with_file()."""
        more.setdefault("stdin", subprocess.DEVNULL) if "input" not in more else None
        done = subprocess.run([*inside, PROGRAM, "-C", str(self.folder / "etc"), *map(str, words)],
                              capture_output=True, text=True, **more)
        if done.returncode not in fine:
            sys.exit(f"{' '.join(map(str, words))}: status {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def copy(self, text):
        """Another one with the same certificates and secrets, whose printseal.conf is text."""
        other = object.__new__(Site)
        other.folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder.parent))
        shutil.copytree(self.folder / "etc", other.folder / "etc", symlinks=True)
        given = "" if "server :" in text else 'server : { fqdn = "print.example.com"; };\n'
        (other.folder / "etc/current/printseal.conf").write_text(given + text)
        return other

    def cert(self, name):
        return self.folder / "etc/current/cert" / name

    def probe(self, *paths, environment=None, **more):
        """The results, in the order of the configuration. Options go among the paths; input=: what
        is read from standard input."""
        env = {**os.environ, **(environment or {})}
        done = self.run("probe", "--format", "json", *paths, fine=(0, 1), env=env, **more)
        said = json.loads(done.stdout)
        jsonschema.Draft7Validator(SCHEMA).validate(said)
        results = said["results"]
        bad = any(r["verdict"] in ("fail", "unreachable") for r in results)
        if done.returncode != bad:
            sys.exit(f"status {done.returncode}: {results}")
        return results


def records(section, rows):
    """A list section of printseal.conf: each row is a dictionary of settings."""
    groups = ["{ " + " ".join(f"{key} = {json.dumps(value)};" for key, value in row.items()) + " }"
              for row in rows]
    return f"{section} = (\n  " + ",\n  ".join(groups) + " );\n"


def secret_file(room, secret):
    """How an answers file names a secret: in a file of its own."""
    path = room / f"secret-{secret}"
    if not path.exists():  # cases run side by side: never an empty one
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as new:
            new.write(secret)
        os.replace(new.name, path)
    return f"file:{path}"


# ------------------------------------------------ what is expected

failures = []
endpoints = 0


def fail(text):
    failures.append(text)
    print("WRONG", text)


def said(result):
    return "\n".join(f"    {s['step']} {s['verdict']}: {s['text']}" for s in result["steps"])


def expect(name, result, verdict, words=(), findings=None, step=None):
    """One endpoint: verdict, and words of the reason: each must stand in some step's text that is not
    a pass, or, for a verdict of pass, in any step's. findings: ids that facts must have, exactly.
    step: where it ended."""
    global endpoints
    endpoints += 1
    texts = [s["text"] for s in result["steps"] if verdict == "pass" or s["verdict"] != "pass"]
    texts.append(result["reason"])
    wrong = [] if result["verdict"] == verdict else [f"{result['verdict']}, not {verdict}"]
    wrong += [f'nothing says "{word}"' for word in words if not any(word in text for text in texts)]
    told = result["facts"].get("cert.findings", "")
    if findings is not None and set(filter(None, told.split(", "))) != set(findings):
        wrong.append(f"findings are {told}")
    if step and (not result["steps"] or result["steps"][-1]["step"] != step):
        wrong.append(f"it did not end at {step}")
    if wrong:
        fail(f"{name}: {'; '.join(wrong)}\n{said(result)}\n    {result['reason']}")


def clean(name, text, secrets):
    """No secret in what a daemon or peer heard: plain, in base64, or in hexadecimal."""
    import base64
    raw = text if isinstance(text, bytes) else text.encode(errors="replace")
    for secret in secrets:
        for form in (secret.encode(), base64.b64encode(secret.encode()).rstrip(b"="),
                     secret.encode().hex().encode()):
            if form in raw:
                fail(f"{name}: it heard {secret}")


def logged(name, log, *phrases):
    """What the manual says that a daemon's log shows stands in both."""
    manual = " ".join(subprocess.run([PROGRAM, "help", "probe"], capture_output=True, text=True, check=True).stdout.split())
    for phrase in phrases:
        if phrase not in log:
            fail(f"{name}: the log never says: {phrase}")
        if phrase not in manual:
            fail(f"{name}: the manual does not say: {phrase}")


def report():
    """Says how many endpoints were tried; the exit status."""
    print(f"{endpoints} endpoints, {len(failures)} wrong")
    sys.stdout.flush()
    sys.exit(1 if failures else 0)
