"""An RSA key of two known primes, for a size of which making one takes seconds: primes.py 4608. Prints PEM.

They are the first ones below 2^(bits/2) and above 3/4 of it, so that the key is nobody's secret.
"""
import base64
import sys
import textwrap

PRIMES = {4608: (2 ** 2304 - 1857, 3 * 2 ** 2302 + 6527)}


def der(tag, content):
    size = len(content)
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([size]) if size < 128 else bytes([0x80 | len(length)]) + length) + content


def main(bits):
    p, q = PRIMES[bits]
    e = 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    numbers = (0, p * q, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)) # RFC 8017, A.1.2
    key = der(0x30, b"".join(der(2, n.to_bytes(n.bit_length() // 8 + 1, "big")) for n in numbers))
    print("-----BEGIN RSA PRIVATE KEY-----", *textwrap.wrap(base64.b64encode(key).decode(), 64),
          "-----END RSA PRIVATE KEY-----", sep="\n")


main(int(sys.argv[1]))
