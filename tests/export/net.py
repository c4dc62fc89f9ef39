"""net.py listen PORT... | probe HOST:PORT...

listen takes connections on every port, TCP over IPv4 and IPv6, until it is ended.
probe prints a line for each place, tried side by side: open, refused or silent."""
import selectors
import socket
import sys
from concurrent.futures import ThreadPoolExecutor


def listen(ports):
    selector = selectors.DefaultSelector()
    for port in ports:
        server = socket.create_server(("", int(port)), family=socket.AF_INET6, dualstack_ipv6=True)
        selector.register(server, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            key.fileobj.accept()[0].close()


def probe(place):
    host, port = place.rsplit(":", 1)
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=1).close()
        return "open"
    except ConnectionRefusedError:
        return "refused"
    except OSError:
        return "silent"


if sys.argv[1] == "listen":
    listen(sys.argv[2:])
with ThreadPoolExecutor(16) as pool:
    for place, found in zip(sys.argv[2:], pool.map(probe, sys.argv[2:])):
        print(place, found)
