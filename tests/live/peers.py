"""peers.py - TLS servers that are right or wrong, and peers that no daemon would be. Each is a port
with a thread per connection; what is heard is kept in .heard.
"""
import socket
import ssl
import struct
import threading
import time


class Peer:
    """Hands each connection to serve(connection)."""

    def __init__(self, serve, port, host="127.0.0.1"):
        self.serve, self.heard = serve, b""
        self.listener = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=64)
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        """Listens no longer."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.one, args=(connection,), daemon=True).start()

    def one(self, connection):
        try:
            self.serve(self, connection)
        except OSError:
            pass
        finally:
            connection.close()

    def hear(self, connection):
        """The next bytes; b"": the other end closed."""
        got = connection.recv(65536)
        self.heard += got
        return got

    def hear_all(self, connection):
        while self.hear(connection):
            pass


# ------------------------------------------------ TLS

def context(pair, low="1.2", high="1.3", ciphers=None, client=None, dh=None):
    """low, high: versions; client: "asked" or "demanded"."""
    versions = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1,
                "1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers((ciphers or "ALL") + ":@SECLEVEL=0")
    made.minimum_version, made.maximum_version = versions[low], versions[high]
    made.load_cert_chain(pair.chain, pair.key)
    if dh:
        made.load_dh_params(dh)
    if client:
        made.load_verify_locations(pair.cert)
        made.verify_mode = ssl.CERT_OPTIONAL if client == "asked" else ssl.CERT_REQUIRED
    return made


PAGE = (b"HTTP/1.1 200 OK\r\nStrict-Transport-Security: max-age=63072000\r\n"
        b"Connection: close\r\nContent-Length: 2\r\n\r\nok")


def tls(pair, **rules):
    """Shakes hands and listens; a web page is there if it is asked for."""
    made = context(pair, **rules)

    def serve(peer, connection):
        try:
            with made.wrap_socket(connection, server_side=True) as secure:
                if peer.hear(secure).startswith(b"GET "):
                    secure.sendall(PAGE)
                    secure.unwrap()
        except ssl.SSLError:
            pass
    return serve


# ------------------------------------------------ what no daemon does

def says(first, wait=False):
    """Plain bytes, at once or after the other end said something; then listens."""
    def serve(peer, connection):
        if wait:
            peer.hear(connection)
        connection.sendall(first)
        peer.hear_all(connection)
    return serve


def silent(peer, connection):
    peer.hear_all(connection)


def slow(first, seconds=0.2):
    """A byte now and then, so that no single wait ever ends."""
    def serve(peer, connection):
        peer.hear(connection)
        for byte in first:
            connection.sendall(bytes([byte]))
            time.sleep(seconds)
        peer.hear_all(connection)
    return serve


def endless(piece, wait=True):
    def serve(peer, connection):
        if wait:
            peer.hear(connection)
        while True:
            connection.sendall(piece)
    return serve


def closes(peer, connection):
    peer.hear(connection)


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def cuts(peer, connection):
    peer.hear(connection)
    reset(connection)


def cuts_at_once(_, connection):
    reset(connection)


def alert(number):
    """A fatal alert instead of a hello (RFC 8446, 6)."""
    return says(bytes([21, 3, 3, 0, 2, 2, number]), wait=True)


def web(path_bytes):
    """A plain web server: path to bytes."""
    def serve(peer, connection):
        asked = peer.hear(connection).split(b" ")
        body = path_bytes.get(asked[1].decode()) if len(asked) > 1 else None
        if callable(body):
            body(peer, connection)
        elif body is None:
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                               % len(body) + body)
    return serve
