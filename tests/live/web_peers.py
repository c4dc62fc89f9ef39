"""Servers that no daemon would be: each answers one request in its own way. serve(name) is for
peers.Peer, over(pair, name) the same over TLS."""
import gzip
import json
import ssl
import time

import peers

LIMIT = 20  # seconds: no peer lives longer than a test waits for it
SECRET = "secret-of-the-application-that-stays-here"
UNSEEN = "THAT-NOBODY-MAY-SEE"


def http(status, body, *headers):
    """A whole answer; body as text or bytes."""
    body = body.encode() if isinstance(body, str) else body
    head = ["HTTP/1.1 %s" % status, "Content-Length: %d" % len(body), "Connection: close",
            "Strict-Transport-Security: max-age=63072000", *headers]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def token(**fields):
    answer = {"access_token": "TOKEN-" + UNSEEN, "token_type": "Bearer", "expires_in": 1800,
              "scope": "jobs printers"}
    answer.update(fields)
    return http("200 OK", json.dumps({k: v for k, v in answer.items() if v is not None}))


def error(status, name, text=None):
    return http(status, json.dumps({"error": name, "error_description": text or name}))


# What is sent back, whole: the name says what is wrong with it.
ANSWERS = {
    "hints": b"HTTP/1.1 103 Early Hints\r\nStrict-Transport-Security: max-age=63072000\r\n\r\n"
             b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "token": token(),
    "no_scope": token(scope=None),
    "more": token(scope="jobs printers users impersonate"),
    "less": token(scope="jobs"),
    "neither": token(scope="users"),
    "no_lifetime": token(expires_in=None),
    "long_life": token(expires_in=86400),
    "no_life": token(expires_in=0),
    "refresh": token(refresh_token="REFRESH-" + UNSEEN),
    "bad_client": error("401 Unauthorized", "invalid_client", "no such client"),
    "bad_scope": error("400 Bad Request", "invalid_scope"),
    "bad_grant": error("400 Bad Request", "unsupported_grant_type"),
    "bad_use": error("400 Bad Request", "unauthorized_client"),
    "own_error": error("400 Bad Request", "out_of_cheese", "\x1b[31mred\x07"),
    "page": http("200 OK", "<html><body>Welcome</body></html>"),
    "html_error": http("400 Bad Request", "<!-- no --><html><style>b{}</style><title> Unknown\n client </title><body>x</body></html>"),
    "html_body": http("400 Bad Request", "<h1>Not <b>you</b></h1><script>x</script>\x00" + SECRET),
    "text_error": http("400 Bad Request", "invalid client"),
    "errors_list": http("400 Bad Request", json.dumps({"errors": [{"message": "the secret is old"}]})),
    "packed": http("200 OK", gzip.compress(b"{}"), "Content-Encoding: gzip"),
    "no_type": token(token_type=None),
    "portal": http("511 Network Authentication Required", ""),
    "not_found": http("404 Not Found", "<html>nothing here</html>"),
    "empty": http("200 OK", ""),
    "no_content": b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
    "no_json": http("200 OK", "yes"),
    "cut_json": http("200 OK", '{"access_token": "TOKEN-THAT-NOB'),
    "list": http("200 OK", "[1, 2, 3]"),
    "number_token": token(access_token=7),
    "no_token": token(access_token=None),
    "mac": token(token_type="mac"),
    "text_lifetime": token(expires_in="1800"),
    "fraction_lifetime": token(expires_in=1799.5),
    "problem": http("503 Service Unavailable", json.dumps({"title": "the licence of the service has ended"})),
    "crowded": http("429 Too Many Requests", "slow down", "Retry-After: 30"),
    "slow_down": error("400 Bad Request", "slow_down"),
    "not_now": http("503 Service Unavailable", "<html>maintenance</html>"),
    "no_service": http("502 Bad Gateway", "<html>nginx</html>"),
    "forbidden": http("403 Forbidden", "<html>no</html>"),
    "unauthorized": http("401 Unauthorized", ""),
    "inner": http("400 Bad Request", json.dumps({"error": {"code": 7, "message": "the secret was withdrawn"}})),
    "marked": b"",
    "endless_life": http("200 OK", '{"access_token":"x","token_type":"Bearer","expires_in":99999999999999999999}'),
    "latin": http("401 Unauthorized", b'{"error":"invalid_client","error_description":"f\xfcr"}'),
    "moved_here": http("307 Temporary Redirect", "", "Location: /api/auth/token/"),
    "tells": error("401 Unauthorized", "invalid_client", f"you sent {SECRET}, which is wrong"),
    "list_scope": token(scope=["jobs"]),
    "twice": http("200 OK", '{"access_token":"a","access_token":"b","token_type":"Bearer"}'),
    "deep": http("200 OK", "[" * 60000),
    "trouble": http("500 Internal Server Error", "oops"),
    "to_clear": http("307 Temporary Redirect", "", "Location: http://print01.corp.example.com/x"),
    "to_other": http("308 Permanent Redirect", "", "Location: https://thief.example/token"),
    "huge": http("200 OK", b"A" * 300000),
    "short": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{}",
    "garbage": b"\x00\x01\x02 this is no HTTP\r\n\r\n",
    "old": b"just a text without a head",
    "proxy": http("407 Proxy Authentication Required", "", "Proxy-Authenticate: Basic"),
    "torn": b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
    "misdirected": http("421 Misdirected Request", ""),
    "refresh_clear": http("200 OK", "", "Refresh: 0; URL='http://print01.corp.example.com/'"),
    "meta_clear": http("200 OK", "<html><head><meta http-equiv='Refresh' content='0; url=http://print01.corp.example.com/'></head></html>"),
    "refresh_here": http("200 OK", "", "Refresh: 5; url=/start"),
    "escape": http("200 OK", "{}", "Server: \x1b]0;owned\x07"),
}
ANSWERS["marked"] = http("200 OK", b"\xef\xbb\xbf" + ANSWERS["token"].partition(b"\r\n\r\n")[2])
# What does not end: sent once, then again and again, with a pause.
ENDLESS = {
    "silent": (b"", b"", 0.3),
    "drip": (b"HTTP/1.1 200 OK\r\n\r\n", b"{", 0.3),
    "endless_head": (b"HTTP/1.1 200 OK\r\n", b"X-More: %s\r\n" % (b"y" * 1000), 0),
    "endless_line": (b"HTTP/1.1 200 ", b"y" * 65536, 0),
    "endless_body": (b"HTTP/1.1 200 OK\r\n\r\n", b"z" * 65536, 0),
}


def request(peer, connection):
    """One request with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = peer.hear(connection)
        if not part:
            return data
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    sizes = [int(line.split(b":")[1]) for line in head.split(b"\r\n")
             if line.lower().startswith(b"content-length:")]
    while len(body) < sum(sizes):
        part = peer.hear(connection)
        if not part:
            break
        body += part
    return data + body


def tire(connection, first, again, pause):
    end = time.monotonic() + LIMIT
    connection.sendall(first)
    while time.monotonic() < end:
        connection.sendall(again)
        time.sleep(pause)


def serve(name):
    def one(peer, connection):
        asked = request(peer, connection)
        if not asked or name == "closes":
            return
        if name == "resets":
            peers.reset(connection)
        elif name == "checks":
            connection.sendall(ANSWERS["token" if SECRET.encode() in asked else "bad_client"])
        elif name in ENDLESS:
            tire(connection, *ENDLESS[name])
        else:
            connection.sendall(ANSWERS[name])
    return one


def over(pair, name):
    made, then = peers.context(pair), serve(name)

    def one(peer, connection):
        connection.settimeout(LIMIT)
        try:
            with made.wrap_socket(connection, server_side=True) as secure:
                then(peer, secure)
        except ssl.SSLError:
            pass
    return one
