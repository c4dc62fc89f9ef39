"""Servers that no daemon would be: each is a function that is handed one connection.

A connection says and hears lines, can be turned into TLS, and keeps every byte it got, unencrypted and
from within TLS apart, so that a test can look for a password in them.
"""
import socket
import ssl
import struct
import threading
import time


class Conversation:
    def __init__(self, peer, plain):
        self.peer, self.socket, self.buffer = peer, plain, b""
        self.secure = False

    def say(self, *lines):
        self.raw("".join(line + "\r\n" for line in lines).encode("latin-1"))

    def raw(self, data):
        self.socket.sendall(data)

    def more(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("closed")
        self.peer.got[self.secure].append(data)
        return data

    def line(self):
        while b"\n" not in self.buffer:
            self.buffer += self.more()
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r").decode("latin-1")

    def tls(self, certificate=None, keep=False):
        """keep: what came unencrypted behind the command is kept, as CVE-2011-0411 was."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*(certificate or self.peer.certificate))
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.secure = True
        if not keep:
            self.buffer = b""

    def cut(self):
        """A reset, not an end."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def until_left(self):
        while True:
            self.more()


class Peer:
    def __init__(self, talk, address, port, certificate):
        self.talk, self.certificate = talk, certificate
        self.got = {False: [], True: []}  # bytes unencrypted, bytes within TLS
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.server = socket.create_server((address, port), family=family, backlog=16)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            plain, _ = self.server.accept()
            threading.Thread(target=self.one, args=(plain,), daemon=True).start()

    def one(self, plain):
        plain.settimeout(30)
        conversation = Conversation(self, plain)
        try:
            self.talk(conversation)
        except (OSError, ValueError, IndexError):
            pass
        finally:
            conversation.socket.close()

    def clear(self):
        return b"".join(self.got[False])

    def everything(self):
        return self.clear() + b"".join(self.got[True])


# ---------------------------------------------------------------- of no protocol

def says(*lines, stay=True):
    def talk(c):
        c.say(*lines)
        if stay:
            c.until_left()
    return talk


def silent(c):
    c.until_left()


def silent_tls(c):
    c.tls()
    c.until_left()


def closes(c):
    pass


def resets(c):
    c.cut()


def endless(piece):
    def talk(c):
        while True:
            c.raw(piece)
    return talk


def drips(text, seconds=0.2):
    def talk(c):
        for byte in text:
            c.raw(bytes([byte]))
            time.sleep(seconds)
    return talk


def inside_tls(talk):
    def inner(c):
        c.tls()
        talk(c)
    return inner
