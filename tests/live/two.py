"""two.py - servers that speak HTTP/2 alone (RFC 9113): one frame of settings, and one page to whoever
speaks it, too; what they do with the others is the variant:
    frames   settings and GOAWAY in the place of an answer, as nghttp2 and gRPC
    alert    no_application_protocol in the handshake (RFC 7301 3.2), as Go and IIS
    closes   not a word"""
import ssl
import struct

import peers

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS, HEADERS, DATA, GOAWAY = 4, 1, 0, 7
END_STREAM, END_HEADERS, ACK = 1, 4, 1


def frame(kind, flags, stream, body=b""):
    return struct.pack(">I", len(body))[1:] + struct.pack(">BBI", kind, flags, stream) + body


def page(status):
    """HPACK (RFC 7541): :status out of the static table."""
    index = {200: 8, 404: 13, 500: 14}[status]
    return frame(HEADERS, END_HEADERS, 1, bytes([0x80 | index])) + frame(DATA, END_STREAM, 1, b"two")


def hear(peer, secure, size):
    data = b""
    while len(data) < size:
        part = peer.hear(secure)
        if not part:
            return b""
        data += part
    return data


def talk(peer, secure, status):
    secure.sendall(frame(SETTINGS, 0, 0))
    data = hear(peer, secure, len(PREFACE))
    if not data.startswith(PREFACE):
        secure.sendall(frame(GOAWAY, 0, 0, struct.pack(">II", 0, 1)))
        return
    data = data[len(PREFACE):]
    while True:
        while len(data) >= 9 and len(data) >= 9 + int.from_bytes(data[:3], "big"):
            size, kind, flags = int.from_bytes(data[:3], "big"), data[3], data[4]
            data = data[9 + size:]
            if kind == SETTINGS and not flags & ACK:
                secure.sendall(frame(SETTINGS, ACK, 0))
            elif kind in (HEADERS, DATA) and flags & END_STREAM: # what is asked is there whole
                secure.sendall(page(status))
        part = peer.hear(secure)
        if not part:
            return
        data += part


def alone(pair, variant="frames", status=200):
    """serve() for peers.Peer."""
    def serve(peer, connection):
        connection.settimeout(20)
        made = peers.context(pair)
        made.set_alpn_protocols(["h2"])
        if variant == "alert" and b"\x02h2" not in connection.recv(4096, peers.socket.MSG_PEEK):
            if b"http/1.1" in connection.recv(4096, peers.socket.MSG_PEEK):
                connection.sendall(bytes([21, 3, 3, 0, 2, 2, 120]))
                return
        try:
            with made.wrap_socket(connection, server_side=True) as secure:
                if secure.selected_alpn_protocol() == "h2" or variant == "frames":
                    talk(peer, secure, status)
                else:
                    peer.hear(secure)
        except ssl.SSLError:
            pass
    return serve
