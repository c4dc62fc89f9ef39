#!/usr/bin/env python3
"""Printers: nginx as their web pages, snmpd as their agents, each at an address of its own."""
import pathlib

import lib
import peers
import two
import snmp_daemon

AUTH, PRIVACY = snmp_daemon.AUTH, snmp_daemon.PRIVACY

lib.isolate()
room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
stranger = lib.CA(room, "stranger", "Another root")


def name_of(printer):
    return printer.replace("_", "-") + ".print.example.com"


def good(printer):
    return root.issue(printer, [name_of(printer)])


def by_ip(printer):
    return root.issue(printer, [name_of(printer)])


def page(answer):
    return f"location / {{ {answer} }}"


META = r'<meta http-equiv=\"refresh\" content=\"%s\">'


def page_of(text):
    return page(f'return 200 "<html><head>{text}</head></html>";')


def meta(content):
    return page_of(META % content)


PAGE = page('return 200 "ready";')
AWAY = page("return 301 https://$host$request_uri;")

# printer: certificate, HTTPS page, HTTP page (None: nothing listens), SNMP agent, profile, verdict, words
CASES = {
    "good": (good, PAGE, None, "hard", "poll", "pass", ""),
    "no_profile": (good, PAGE, None, "hard", "", "pass", ""),
    "no_snmp": (good, PAGE, None, None, "", "pass", ""),
    "unknown_profile": (good, PAGE, None, "hard", "nothing", "pass", ""),
    "redirects": (good, PAGE, AWAY, "hard", "poll", "pass", "only redirects to TLS"),
    "forbids": (good, PAGE, page("return 403;"), "hard", "poll", "pass", "or elsewhere"),
    "signed_in": (good, page("return 401;"), None, "hard", "poll", "pass", "HTTP 401"),
    "clear": (good, PAGE, PAGE, "hard", "poll", "fail", "also answers without TLS, at port 80"),
    "clear_login": (good, PAGE, page("return 401;"), "hard", "poll", "fail", "without TLS"),
    "clear_moves": (good, PAGE, page("return 302 http://$host/login;"), "hard", "poll", "fail",
                    "without TLS"),
    "clear_only": (None, None, PAGE, "hard", "poll", "fail", "without TLS"),
    "out_of_tls": (good, page("return 302 http://$host/;"), None, "hard", "poll", "fail",
                   "redirects out of TLS"),
    "error": (good, page("return 503;"), None, "hard", "poll", "warn", "HTTP 503"),
    "self_signed": (lambda p: self_signed(p), PAGE, None, "hard", "poll", "fail", "self-signed"),
    "foreign": (lambda p: stranger.issue(p, [name_of(p)]), PAGE, None, "hard", "poll", "fail",
                "not among the trusted"),
    "expired": (lambda p: root.issue(p, [name_of(p)], start=-30, end=-1), PAGE, None, "hard", "poll",
                "fail", "ended on"),
    "other_name": (lambda p: root.issue(p, ["other.print.example.com"]), PAGE, None, "hard", "poll",
                   "fail", "name"),
    "proxy": (good, page("return 407;"), None, "hard", "poll", "fail", "a proxy on the way, which wants a login of its own"),
    "misdirected": (good, page("return 421;"), None, "hard", "poll", "fail", "not the one for that name"),
    "meta_here": (good, meta("5; url=/start.html"), None, "hard", "poll", "pass", "the web page answers: HTTP 200"),
    "meta_commented": (good, page_of("<!-- " + META % "0;url=http://x/" + " --><script>'" + META % "0;url=http://x/" + "'</script>"),
                       None, "hard", "poll", "pass", "the web page answers: HTTP 200"),
    "meta_out": (good, meta("300; URL=http://elsewhere/"), None, "hard", "poll", "fail", "out of TLS, to http://elsewhere/"),
    "meta_to_tls": (good, PAGE, meta("0;url=https://x.example/"), "hard", "poll", "pass", "only redirects to TLS"),
    "meta_bare": (good, PAGE, page_of("<META content=0;url=HTTPS://x/ HTTP-EQUIV=Refresh>"), "hard", "poll", "pass", "only redirects to TLS"),
    "meta_late": (good, PAGE, meta("60; url=https://x.example/"), "hard", "poll", "fail", "also answers without TLS"),
    "meta_asks": (good, PAGE, page_of(META % "0;url=https://x/" + "<input type=password>"), "hard", "poll", "fail",
                  "also answers without TLS"),
    "meta_relative": (good, PAGE, meta("0;url=//x.example/"), "hard", "poll", "fail", "also answers without TLS"),
    "refresh_to_tls": (good, PAGE, page('add_header Refresh "0; url=https://x.example/"; return 200 "wait";'), "hard", "poll", "pass",
                       "only redirects to TLS"),
    "public": (good, PAGE, None, "open", "poll", "fail", "community public by versions 1 and 2c"),
    "public_no_profile": (good, PAGE, None, "open", "", "fail", "community public"),
    "wrong_auth": (good, PAGE, None, "hard", "wrong", "fail", "authentication password is wrong"),
    "nobody": (good, PAGE, None, "hard", "nobody", "fail", "knows no user"),
    "snmp_off": (good, PAGE, None, None, "poll", "unreachable", "nothing listens on UDP port 161"),
    "off": (None, None, None, None, "poll", "unreachable", "refused"),
}
# and what no daemon does, behind a good certificate
STRANGE = {
    "silent": (lambda made: quiet(made), "unreachable", "silent"),
    "no_web": (lambda made: speaks(made, b"220 ready\r\n"), "fail", "other than a web server"),
    "endless": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\n" + b"X-Much: more\r\n" * 200000), "fail",
                "other than a web server"),
    "long_line": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\nServer: " + b"x" * 900000), "fail",
                  "more than the protocol allows"),
    "hostile": (lambda made: speaks(made, b"HTTP/1.1 302 Go\r\nServer: \x1b[2J\x07evil\r\n"
                                    b"Location: http://\x1b]0;x\x07/\r\n\r\n"), "fail", "out of TLS"),
    "two": (lambda made: two.alone(made), "warn", "speaks HTTP/2 alone"),
    "two_closes": (lambda made: two.alone(made, "closes"), "warn", "speaks HTTP/2 alone"),
    "hints": (lambda made: speaks(made, b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 302 Go\r\n"
                                  b"Location: http://elsewhere/\r\n\r\n"), "fail", "out of TLS"),
    "refresh": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\nRefresh: 1;http://elsewhere/\r\n\r\n"), "fail", "out of TLS, to http://elsewhere/"),
    "meta_drips": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\n\r\n<html><meta", b" http-equiv=refresh", b" content='0; http://elsewhere/'>"),
                   "fail", "out of TLS, to http://elsewhere/"),
    "meta_chunked": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2e\r\n"
                                         b"<meta http-equiv=refresh content='0;http://a/'>\r\n0\r\n\r\n"), "fail", "out of TLS, to http://a/"),
    "meta_nul": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\n\r\n<meta \0=\0 \0\0 content=\0><meta"), "pass", "HTTP 200"),
    "continues": (lambda made: speaks(made, b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\n\r\n"), "warn",
                  "HTTP 503"),
    "two_lengths": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!"), "warn",
                    "several that differ"),
    "list_of_lengths": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok!"), "warn", "a length that is none"),
    "no_length": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok"), "warn", "a length that is none"),
    "same_lengths": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 2, 2\r\n\r\nok"), "pass",
                     "HTTP 200"),
    "ended": (lambda made: peers.alert(0), "fail", "close notify"),
    "clear_silent": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\n\r\n"), "warn",
                     "not found out: whether the web page also answers without TLS"),
    "clear_slow": (lambda made: speaks(made, b"HTTP/1.1 200 OK\r\n\r\n"), "fail", "also answers without TLS"),
    "cut": (lambda made: speaks(made, b"HTTP/1.1 200"), "fail", "closed the connection"),
}


def self_signed(printer):
    key, cert = room / f"{printer}.key", room / f"{printer}.pem"
    lib.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90", "-subj",
                f"/CN={printer}", "-addext", f"subjectAltName=DNS:{name_of(printer)}", "-keyout", key,
                "-out", cert)
    return lib.Pair(cert, cert, key)


def secure(made, talk):
    context = peers.context(made)

    def serve(peer, connection):
        with context.wrap_socket(connection, server_side=True) as ssl:
            talk(peer, ssl)
    return serve


def quiet(made):
    return secure(made, lambda peer, ssl: peer.hear_all(ssl))


def speaks(made, *parts):
    def talk(peer, ssl):
        peer.hear(ssl)
        for text in parts:
            ssl.sendall(text)
        ssl.unwrap()
    return secure(made, talk)


addresses = {name: f"127.164.0.{i + 1}" for i, name in enumerate([*CASES, *STRANGE])}
lib.hosts({name_of(name): [address] for name, address in addresses.items()})

blocks = []
for printer, (certificate, secure_page, clear_page, _, _, _, _) in CASES.items():
    address = addresses[printer]
    if secure_page:
        made = certificate(printer)
        blocks.append(f"server {{ listen {address}:443 ssl; ssl_certificate {made.chain};"
                      f" ssl_certificate_key {made.key}; {secure_page} }}")
    if clear_page:
        blocks.append(f"server {{ listen {address}:80; {clear_page} }}")
pathlib.Path(room / "nginx.conf").write_text(f"""
pid {room / "pid"}; daemon off; worker_processes 1; events {{ }}
http {{ access_log off; client_body_temp_path {room.path}; proxy_temp_path {room.path};
 fastcgi_temp_path {room.path}; uwsgi_temp_path {room.path}; scgi_temp_path {room.path};
 {chr(10).join(blocks)} }}""")
room.start(["nginx", "-p", str(room.path), "-e", str(room / "error"), "-c", str(room / "nginx.conf")])
lib.await_port(443, addresses["good"])

for agent, communities in (("hard", []), ("open", [("rocommunity", "public")])):
    listens = [f"udp:{addresses[name]}:161" for name, row in CASES.items() if row[3] == agent]
    snmp_daemon.start(room, agent, listens, communities)
for printer, (serve, _, _) in STRANGE.items():
    peers.Peer(serve(good(printer)), 443, addresses[printer])
peers.Peer(peers.silent, 80, addresses["clear_silent"])
peers.Peer(peers.slow(b"HTTP/1.1 200\r\n\r\n", 0.12), 80, addresses["clear_slow"])


def profile(name, user="good", auth=AUTH):
    return {"name": name, "user": user, "auth_password": lib.secret_file(room, auth),
            "privacy_password": lib.secret_file(room, PRIVACY)}


profiles = [profile("poll"), profile("wrong", auth="not-the-password-of-these"),
            profile("nobody", user="nobody")]
printers = [{"name": name, "host": name_of(name), "snmp": row[4]} for name, row in CASES.items()]
printers += [{"name": name, "host": name_of(name)} for name in STRANGE]
site = lib.Site(room, f'trust : {{ system_store = false; ca_files = [ "{root.cert}" ]; }};\n' +
                lib.records("snmp", profiles) + lib.records("printers", printers))
found = {result["path"].split(".")[1]: result for result in site.probe("printers", "--timeout", "8")}
for name, (_, _, _, _, _, verdict, words) in CASES.items():
    lib.expect(name, found[name], verdict, [words])
for name, (_, verdict, words) in STRANGE.items():
    lib.expect(name, found[name], verdict, [words])
if "nothing answers by SNMP" not in str(found["silent"]["steps"]):
    lib.fail("a silent web page kept SNMP from being asked")
lib.clean("what is told", str(found), [AUTH, PRIVACY])
if "\x1b" in str(found) or "\\x1b" in str(found) or "\\x07" in str(found):
    lib.fail("a control character is told")
lib.report()
