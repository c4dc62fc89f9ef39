"""One nginx with a server block for every way of being right or wrong over HTTPS, and a cupsd.

Each server has an address of its own, 127.0.1.N, and a name, NAME.corp.example.com; all listen on
the central server's port, 8093.
"""
import lib

DOMAIN = "corp.example.com"
HOST = "print01." + DOMAIN

# A certificate each: what differs from a good one. names: others than its own.
LEAVES = {
    "good": {}, "rsa": {"kind": "rsa-2048"},
    "expired": {"start": -400, "end": -30},
    "notyet": {"start": 30, "end": 300},
    "another": {"names": ["different." + DOMAIN]},
    "cnonly": {"subjectAltName": None},
    "partial": {"names": ["part*." + DOMAIN]},
    "wildcard": {"names": ["*." + DOMAIN]},
    "client": {"extendedKeyUsage": "clientAuth"},
    "isca": {"basicConstraints": "critical,CA:TRUE"},
    "weakkey": {"kind": "rsa-1024"},
    "sha1": {"digest": "sha1"},
    "revoked": {}, "incomplete": {}, "unknown": {}, "narrowed": {},
}

HSTS = 'add_header Strict-Transport-Security "%s" always;'
GOOD = HSTS % "max-age=63072000"

# name, certificate, what stands in its location, what in its server block
SERVERS = [
    ("good", "good", GOOD, ""),
    ("nohsts", "good", "", ""),
    ("shorthsts", "good", HSTS % "max-age=31536000", ""),
    ("nullhsts", "good", HSTS % "max-age=0", ""),
    ("brokenhsts", "good", HSTS % "maximum=7", ""),
    ("missing", "good", GOOD + " return 404;", ""),
    ("busy", "good", GOOD + " return 503;", ""),
    ("away", "good", GOOD + " return 302 http://good.corp.example.com/;", ""),
    ("other", "good", GOOD + " return 301 https://elsewhere.example/;", ""),
    ("inside", "good", GOOD + " return 307 /web;", ""),
    ("odd", "good", GOOD + ' return 302 "ftp://x/";', ""),
    ("twelve", "good", GOOD, "ssl_protocols TLSv1.2;"),
    ("thirteen", "good", GOOD, "ssl_protocols TLSv1.3;"),
    ("oldtoo", "rsa", GOOD,
     'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers "DEFAULT:@SECLEVEL=0";'),
    ("oldonly", "rsa", GOOD, 'ssl_protocols TLSv1.1; ssl_ciphers "DEFAULT:@SECLEVEL=0";'),
    ("static", "rsa", GOOD, 'ssl_protocols TLSv1.2; ssl_ciphers "AES128-SHA:ECDHE+AESGCM";'),
    ("asks", "good", GOOD, "ssl_verify_client on; ssl_client_certificate root.pem;"),
] + [(name, name, GOOD, "") for name in LEAVES if name not in ("good",)]

NGINX = """
daemon off; master_process off; pid nginx.pid; error_log error.log info;
events { worker_connections 512; }
http {
  log_format all '$host "$request" $status $request_length';
  access_log access.log all;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4;
  scgi_temp_path t5; root .; keepalive_timeout 1;
  ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM;
  %s
}
"""
BLOCK = """
  server { listen %s:%d ssl; server_name %s; ssl_certificate %s.chain; ssl_certificate_key %s.key;
    %s location / { %s try_files /index.html =404; } }
"""


class Certificates:
    """What the servers show; .root is whom the program is told to believe, .crls what it reads."""

    def __init__(self, room):
        self.room, self.pairs = room, {}
        self.root = lib.CA(room, "root", "Example Root")
        inter = lib.CA(room, "inter", "Example Issuing", self.root)
        stranger = lib.CA(room, "stranger", "Stranger Root")
        narrow = lib.CA(room, "narrow", "Example Narrow", self.root,
                               nameConstraints="critical,permitted;DNS:other.example")
        for name, how in LEAVES.items():
            how = dict(how)
            names = how.pop("names", [name + "." + DOMAIN, HOST] + [
                one + "." + DOMAIN for one, leaf, _, _ in SERVERS if leaf == name != one])
            who = {"unknown": stranger, "narrowed": narrow}.get(name, inter)
            self.pairs[name] = who.issue(name, names, subject=name + "." + DOMAIN, **how)
        bare = self.pairs["incomplete"]
        bare.chain.write_text(bare.cert.read_text())
        inter.revoke(self.pairs["revoked"])
        self.crls = [inter.crl("inter.crl"), self.root.crl("root.crl")]

    def trust(self):
        lists = ", ".join(f'"{path}"' for path in self.crls)
        return (f'trust : {{ system_store = false; ca_files = [ "{self.root.cert}" ]; '
                f"crl_files = [ {lists} ]; }};\n")


def addresses():
    return {name + "." + DOMAIN: ["127.0.1.%d" % (i + 1)]
            for i, (name, _, _, _) in enumerate(SERVERS)}


def start_nginx(room, more=""):
    """more: other server blocks."""
    blocks = [BLOCK % (addresses()[f"{name}.{DOMAIN}"][0], 8093, f"{name}.{DOMAIN}", leaf, leaf,
                       words, inside) for name, leaf, inside, words in SERVERS]
    (room / "nginx.conf").write_text(NGINX % ("".join(blocks) + more))
    (room / "openssl.cnf").write_text(
        "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\n"
        "CipherString = DEFAULT:@SECLEVEL=0\nMinProtocol = TLSv1\n")
    (room / "index.html").write_text("<html>print server</html>\n")
    room.start(["nginx", "-p", str(room.path), "-e", str(room / "error.log"), "-c",
                str(room / "nginx.conf")],
               env={**lib.os.environ, "OPENSSL_CONF": str(room / "openssl.cnf")})
    lib.await_port(8093, addresses()["good." + DOMAIN][0])


CUPS = """
{listen}
ServerName {host}
ServerAlias *
DefaultAuthType None
{more}
<Location />
Order allow,deny
Allow all
</Location>
"""
CUPS_FILES = """
ServerRoot {room}
DataDir /usr/share/cups
ServerBin /usr/lib/cups
CacheDir {room}/cache
StateDir {room}/state
RequestRoot {room}/spool
TempDir {room}/tmp
DocumentRoot {room}
ServerKeychain {room}/ssl
CreateSelfSignedCerts no
AccessLog {room}/access_log
ErrorLog {room}/error_log
PageLog {room}/page_log
"""


def start_cups(room, name, pair, address, more="", listens=(("Listen", 8631), ("SSLListen", 8443)),
               server=HOST):
    """HTTPS on 8443, plain HTTP on 8631, or as it is told to. Without a pair it has no TLS. To what is not loopback
    it shows the certificate of its name."""
    folder = room / name
    for part in ("", "cache", "state", "spool", "tmp", "ssl"):
        (folder / part).mkdir()
    (folder / "cupsd.conf").write_text(CUPS.format(
        host=server, listen="\n".join(f"{how} {address}:{port}" for how, port in listens), more=more))
    (folder / "cups-files.conf").write_text(CUPS_FILES.format(room=folder))
    if pair:
        (folder / f"ssl/{server}.crt").write_text(pair.chain.read_text())
        (folder / f"ssl/{server}.key").write_text(pair.key.read_text())
    room.start(["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")],
               [port for _, port in listens], host=address)
