"""HTTPS: the central server, token endpoints, our own ports; nginx and cupsd, right and wrong in every
way they can be, and peers for what they cannot."""
import concurrent.futures
import re

import lib
import peers
import two
import web_daemon
import web_peers

lib.isolate()
HOST, DOMAIN = web_daemon.HOST, web_daemon.DOMAIN
CLIENT = "01234567-89ab-cdef-0123-456789abcdef"
SCOPES = '[ "jobs", "printers" ]'
room = lib.Room()
certificates = web_daemon.Certificates(room)
good = certificates.pairs["good"]
names = {**web_daemon.addresses(), HOST: ["127.0.0.1"], "six." + DOMAIN: ["::1"]}
rows = []  # name, settings, path, verdict, words, options


def configuration(port=1, tls="", central="", grant="client_credentials", fqdn=HOST):
    return (f'server : {{ fqdn = "{fqdn}"; }};\n' + certificates.trust() +
            f"tls : {{ https_port = {port}; {tls} }};\n" +
            (f"central : {{ enabled = true; {central} }};\n" if central else "") +
            f'rest = ( {{ name = "app"; client_id = "{CLIENT}"; scopes = {SCOPES}; '
            f'grant = "{grant}"; }} );\n')


# ------------------------------------------------ the central server: nginx

def central(name, verdict, *words):
    rows.append(("central " + name, configuration(central=f'host = "{name}.{DOMAIN}"; port = 8093;'),
                 "central", verdict, words, []))


for name in ("good", "rsa", "twelve", "thirteen", "missing", "inside", "other", "wildcard"):
    central(name, "pass")
central("nohsts", "warn", "no Strict-Transport-Security")
central("shorthsts", "warn", "365 days only")
central("nullhsts", "warn", "switches HSTS off")
central("brokenhsts", "warn", "browsers ignore")
central("busy", "warn", "HTTP 503")
central("odd", "warn", "not a web address")
central("away", "fail", "out of TLS", "http://good.corp.example.com/")
central("oldtoo", "warn", "TLS 1.0, TLS 1.1")
central("static", "warn", "forward secrecy")
central("oldonly", "fail", "TLS 1.1 at best")
central("asks", "fail", "client certificate")
central("expired", "fail", "ended on")
central("notyet", "fail", "begins on")
central("another", "fail", "does not name another.corp.example.com")
central("cnonly", "fail", "only as common name")
central("partial", "fail", "does not name partial.corp.example.com")
central("unknown", "fail", "not among the trusted: CN=Stranger Root")
central("incomplete", "fail", "is missing: CN=Example Issuing")
central("client", "fail", "not for servers")
central("isca", "fail", "is a CA's")
central("weakkey", "fail", "RSA 1024")
central("sha1", "fail", "SHA1")
central("revoked", "fail", "was revoked on")
central("narrowed", "fail", "name constraints")

# ------------------------------------------------ the central server: peers

heard = {}


def peer(title, serve, host="127.0.0.1"):
    port = lib.port()
    heard[title] = peers.Peer(serve, port, host)
    return port


def central_peer(name, verdict, *words, serve=None, host=HOST, at="127.0.0.1", more=""):
    port = peer("central " + name, serve or web_peers.over(good, name), at)
    rows.append((f"central peer {name}", configuration(
        central=f'host = "{host}"; port = {port}; {more}'), "central", verdict, words,
        ["--timeout", "2"]))


for name in ("token", "huge", "escape", "refresh_here"):
    central_peer(name, "pass")
six = certificates.root.issue("six", ["six." + DOMAIN])
central_peer("IPv6", "pass", serve=web_peers.over(six, "token"), host="six." + DOMAIN, at="::1")
central_peer("short", "fail", "ends before the length")
central_peer("garbage", "fail", "does not speak HTTP")
central_peer("old", "fail", "does not speak HTTP")
central_peer("silent", "unreachable", "in time")
central_peer("mute", "unreachable", "silent", serve=peers.silent)
central_peer("drip", "unreachable", "in time")
central_peer("endless_head", "fail", "do not end")
central_peer("endless_line", "fail", "a line of the answer does not end")
central_peer("endless_body", "warn", "no Strict-Transport-Security")
central_peer("proxy", "fail", "it is a proxy on the way")
central_peer("misdirected", "fail", "not the one for that name")
central_peer("torn", "fail", "several that differ")
central_peer("refresh_clear", "fail", "HTTP 200 leads out of TLS", "http://print01.corp.example.com/ (not followed)")
central_peer("portal", "fail", "a portal of the network on the way")
central_peer("meta_clear", "fail", "HTTP 200 leads out of TLS", "http://print01.corp.example.com/ (not followed)")
central_peer("closes", "fail", "closed without an answer")
central_peer("resets", "fail")
central_peer("clear", "fail", "no TLS on this port", serve=peers.says(web_peers.ANSWERS["page"], True))
central_peer("meant to be clear", "fail", "cross the network unencrypted", serve=web_peers.serve("page"),
             more="secure = false;")
rows.append(("central nobody", configuration(central=f'host = "{HOST}"; port = 2;'), "central",
             "unreachable", ["refused"], []))
rows.append(("central no name", configuration(central=f'host = "nowhere.{DOMAIN}";'), "central",
             "unreachable", ["no host of that name"], []))


def counted(number):
    """Serves so many connections, and hangs up on more."""
    serve, seen = web_peers.over(good, "token"), []

    def one(peer, connection):
        seen.append(connection)
        if len(seen) <= number:
            serve(peer, connection)
        else:
            peers.reset(connection)
    return one


# What is needed is asked for before what is only asked beside it.
central_peer("of one connection", "warn", "not found out: what answers by HTTP", serve=counted(1))
central_peer("of two connections", "warn", "not found out: whether the other end still accepts TLS 1.0",
             serve=counted(2))

# HTTP/2 and nothing else
for variant in ("frames", "alert", "closes"):
    central_peer("HTTP/2 alone, " + variant, "warn", "speaks HTTP/2 alone", "no Strict-Transport-Security",
                 serve=two.alone(good, variant))

# ------------------------------------------------ token endpoints


def rest(name, verdict, *words, serve=None, grant="client_credentials"):
    port = peer("token " + name, serve or web_peers.over(good, name))
    rows.append(("token " + name, configuration(port, grant=grant), "rest.app", verdict, words,
                 ["--timeout", "2"]))


for name in ("token", "checks", "no_scope"):
    rest(name, "pass", "gives a token")
rest("more", "warn", "more than it asks for: users, impersonate")
rest("less", "fail", "not give what was asked for: printers")
rest("neither", "fail", "not give what was asked for: jobs, printers")
rest("no_lifetime", "warn", "no expires_in")
rest("long_life", "warn", "86400 seconds")
rest("no_life", "warn", "expired when it is given")
rest("refresh", "warn", "refresh token")
rest("bad_client", "fail", "does not know this client ID with this secret", "no such client")
rest("bad_scope", "fail", "does not allow, a scope")
rest("bad_grant", "fail", "no client credentials")
rest("bad_use", "fail", "may not use client credentials")
rest("own_error", "fail", "out_of_cheese: ?[31mred?")
rest("crowded", "warn", "no more requests for now", "seconds or until: 30")
rest("slow_down", "warn", "no more requests for now")
rest("not_now", "warn", "not available now")
rest("no_service", "warn", "the service behind the server does not answer")
rest("forbidden", "fail", "forbids this application, or this machine")
rest("proxy", "fail", "a proxy on the way answers")
rest("misdirected", "fail", "the server is not the one for that name")
rest("unauthorized", "fail", "refuses client ID and secret")
rest("inner", "fail", "the secret was withdrawn")
rest("marked", "fail", "byte order mark")
rest("endless_life", "fail", "a number that is too large")
rest("latin", "fail", "not in UTF-8")
rest("moved_here", "fail", "another page of this server")
rest("problem", "warn", "HTTP 503", "the licence of the service has ended")
rest("tells", "fail", "does not know this client ID", "you sent [...], which is wrong")
rest("html_error", "fail", "HTTP 400 with a web page", "server?): Unknown client")
rest("html_body", "fail", "HTTP 400 with a web page", "Not you ?[...]")
rest("text_error", "fail", "HTTP 400, and not JSON: invalid client")
rest("errors_list", "fail", "HTTP 400", "the secret is old")
rest("packed", "fail", "is packed (gzip)")
rest("no_type", "fail", "does not name the token's type")
rest("portal", "fail", "a portal of the network on the way answers")
rest("page", "fail", "with a web page")
rest("not_found", "fail", "HTTP 404 with a web page")
rest("empty", "fail", "and empty")
rest("no_content", "fail", "HTTP 204")
rest("no_json", "fail", "not JSON")
rest("cut_json", "fail", "broken or cut off")
rest("list", "fail", "not an object")
rest("number_token", "fail", "no access_token")
rest("no_token", "fail", "no access_token")
rest("mac", "fail", "not Bearer")
rest("text_lifetime", "fail", "gives expires_in, its lifetime, as a text (\"1800\")")
rest("fraction_lifetime", "fail", "gives expires_in, its lifetime, as a fraction (1799.5)")
rest("list_scope", "fail", "but not as a string")
rest("twice", "fail", "broken")
rest("deep", "fail", "not JSON")
rest("trouble", "fail", "HTTP 500")
rest("to_clear", "fail", "sends the secret elsewhere", "http://print01.corp.example.com/x")
rest("to_other", "fail", "sends the secret elsewhere", "https://thief.example/token")
rest("huge", "fail", "longer than")
rest("short", "fail", "ends before the length")
rest("garbage", "fail", "does not speak HTTP")
rest("silent", "unreachable", "in time")
rest("drip", "unreachable", "in time")
rest("endless_head", "fail", "do not end")
rest("endless_body", "fail", "longer than")
rest("closes", "fail", "closed without an answer")
for variant in ("frames", "alert", "closes"):
    rest("HTTP/2 alone, " + variant, "fail", "speaks HTTP/2 alone", "not JSON",
         serve=two.alone(good, variant, status=404))
rest("person", "pass", "needs a person", serve=web_peers.over(good, "page"),
     grant="authorization_code")

# Who must never see the secret, though it would be welcome: a token is what they would answer.
for name in ("expired", "cnonly", "unknown", "incomplete", "client", "isca", "weakkey", "sha1",
             "revoked", "narrowed"):
    rest("stranger " + name, "fail", serve=web_peers.over(certificates.pairs[name], "token"))
rest("stranger unencrypted", "fail", "no TLS on this port",
     serve=peers.says(web_peers.ANSWERS["token"], True))

# What a user has in files and variables changes nothing: no proxy, no netrc, no other CAs.
proxy = peer("proxy", peers.silent)
home = room / "home"
home.mkdir()
(home / ".netrc").write_text(f"machine {HOST} login thief password from-netrc\ndefault login x password y\n")
(home / ".curlrc").write_text("insecure\nlocation\n")
variables = {"HOME": str(home), "NETRC": str(home / ".netrc"), "CURL_HOME": str(home),
             "SSL_CERT_FILE": str(room / "stranger.pem"), "CURL_CA_BUNDLE": str(room / "stranger.pem"),
             "SSLKEYLOGFILE": str(room / "keys"),
             **{name: f"http://127.0.0.1:{proxy}" for name in
                ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")}}
rest("with variables", "pass", "gives a token", serve=web_peers.over(good, "token"))
environments = {rows[-1][0]: variables}
rest("stranger with variables", "fail", "not among the trusted",
     serve=web_peers.over(certificates.pairs["unknown"], "token"))
environments[rows[-1][0]] = variables

# ------------------------------------------------ our own ports: nginx and cupsd

OWN = """
  server { listen 127.0.0.1:8500 ssl; server_name own; ssl_certificate good.chain;
    ssl_certificate_key good.key; %s location / { %s } }
  server { listen 127.0.0.1:8501 ssl; server_name own; ssl_certificate good.chain;
    ssl_certificate_key good.key; location / { try_files /index.html =404; } }
  server { listen 127.0.0.1:8502 ssl; server_name own; ssl_certificate rsa.chain;
    ssl_certificate_key rsa.key; ssl_protocols TLSv1.1 TLSv1.2; ssl_ciphers "DEFAULT:@SECLEVEL=0";
    location / { %s } }
  server { listen 127.0.0.1:8503; server_name own; location / { return 301 https://$host:8500/; } }
  server { listen 127.0.0.1:8504; server_name own; location / { try_files /index.html =404; } }
""" % ("ssl_protocols TLSv1.2 TLSv1.3;", web_daemon.GOOD + " try_files /index.html =404;",
       web_daemon.GOOD + " try_files /index.html =404;")


def own(name, port, tls, verdict, *words, fqdn=HOST):
    rows.append(("own " + name, configuration(port, tls, fqdn=fqdn), "tls", verdict, words, []))


own("as it should be", 8500, "", "pass", "nothing answers on port 8080")
own("no HSTS", 8501, "", "warn", "no Strict-Transport-Security")
own("older than set", 8502, "", "fail", "still accepts TLS 1.1")
own("TLS 1.2, but 1.3 is set", 8500, 'min_version = "1.3";', "fail", "still accepts TLS 1.2")
own("modern, but TLS 1.2", 8500, 'profile = "modern"; min_version = "1.3";', "fail", "TLS 1.2")
own("HTTP leads on", 8500, "http_port = 8503;", "fail", "though plain HTTP is switched off",
    "points to https://")
own("HTTP serves", 8500, "http_port = 8504;", "fail", "though plain HTTP is switched off", "HTTP 200")
own("HTTP is meant to serve", 8500, "http_enabled = true; http_port = 8504;", "fail",
    "plain HTTP answers on port 8504")
own("HTTP is meant to serve, and does not", 8500, "http_enabled = true; http_port = 8505;", "fail",
    "nothing answers on port 8505")
own("HSTS in an answer before the last", peer("hints", web_peers.over(good, "hints")), "", "warn",
    "no Strict-Transport-Security")
own("HTTP takes connections, and is silent", 8500, f"http_port = {peer('quiet', peers.silent)};", "fail",
    "takes connections on port", "but does not answer by HTTP")
own("nobody", 8506, "", "unreachable", "refused")
own("cupsd", 8443, "http_port = 8632;", "fail", "still accepts TLS 1.0", fqdn="cups." + DOMAIN)
own("cupsd and its HTTP", 8443, "http_port = 8631;", "fail", "though plain HTTP is switched off",
    fqdn="cups." + DOMAIN)
own("cupsd, TLS on the plain port", 8631, "http_port = 8632;", "fail", "still accepts TLS 1.0",
    fqdn="cups." + DOMAIN)
own("cupsd, TLS 1.2 at least", 8443, "http_port = 8632;", "fail", "ciphers without forward secrecy",
    fqdn="newcups." + DOMAIN)

# ------------------------------------------------ all of them

cups = certificates.root.issue("cups", ["cups." + DOMAIN, "newcups." + DOMAIN, HOST], kind="rsa-2048")
names.update({"cups." + DOMAIN: ["127.0.2.1"], "newcups." + DOMAIN: ["127.0.2.2"]})
lib.hosts(names)
web_daemon.start_nginx(room, OWN)
web_daemon.start_cups(room, "cups", cups, "127.0.2.1")
web_daemon.start_cups(room, "newcups", cups, "127.0.2.2", "SSLOptions MinTLS1.2")
base = lib.Site(room, configuration(central=f'host = "{HOST}";').replace(
    'grant =', f'secret = "{lib.secret_file(room, web_peers.SECRET)}"; grant ='))
site_password = base.run("secret", "show", "central.password", "--force").stdout.strip()


SAID = {  # the fact login.said, in the server's own words
    "token bad_client": "invalid_client: no such client",
    "token bad_scope": "invalid_scope: invalid_scope",
    "token problem": "the licence of the service has ended",
    "token tells": "invalid_client: you sent [...], which is wrong",
    "token page": None,
    "token token": None,
}


def one(row):
    name, text, path, _, _, options = row
    site = base.copy(text)
    return row, site.probe(path, *options, environment=environments.get(name))[0]


with concurrent.futures.ThreadPoolExecutor(5) as pool:
    for (name, _, _, verdict, words, _), result in pool.map(one, rows):
        lib.expect(name, result, verdict, words)
        lib.clean(name + ", as it is told", str(result), [web_peers.SECRET, web_peers.UNSEEN])
        if name in SAID and result["facts"].get("login.said") != SAID[name]:
            lib.fail(f"{name}: the server's words are {result['facts'].get('login.said')}")
        if "\x1b" in str(result):
            lib.fail(f"{name}: an escape sequence came through")

# Nobody heard the secret but those that proved who they are; the site's password nobody at all.
for name, each in heard.items():
    lib.clean(name, each.heard, [site_password])
    if "stranger" in name or name.startswith("central") or "person" in name:
        lib.clean(name, each.heard, [web_peers.SECRET])
if web_peers.SECRET.encode() not in heard["token checks"].heard:
    lib.fail("not even the right one heard the secret")
if heard["proxy"].heard or (room / "keys").exists():
    lib.fail("a variable of the user counted")
if b"from-netrc" in heard["token with variables"].heard or \
        b"Authorization" in heard["token with variables"].heard:
    lib.fail("a netrc of the user counted")
lib.logged("nginx", (room / "error.log").read_text(), "unsupported protocol", "no shared cipher")
log = (room / "access.log").read_text()
for name in web_daemon.LEAVES:
    asked = re.findall(rf'^{name}\.corp\.example\.com "(\w+)', log, re.M)
    if (name in ("good", "rsa", "wildcard")) != bool(asked):
        lib.fail(f"nginx was asked by name of {name}: {asked}")
if "POST" in log:
    lib.fail("nginx was sent something")
lib.report()
