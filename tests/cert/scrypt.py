"""Encrypts a PKCS#8 key with scrypt, which openssl does with N up to 2^14 only: scrypt.py KEY PASSWORD LOG2N. Prints PEM."""
import base64
import hashlib
import subprocess
import sys
import textwrap


def der(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82, size >> 8, size & 0xFF])
    return bytes([tag]) + length + content


def number(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def main(key, password, log):
    with open(key, "rb") as file:
        plain = file.read()
    with open(password, "rb") as file:
        secret = file.read()
    salt, vector, cost = bytes(range(8)), bytes(range(16)), 1 << int(log)
    # beyond what anybody computes here any key will do: it is refused before
    made = (hashlib.scrypt(secret, salt=salt, n=cost, r=8, p=1, maxmem=1 << 27, dklen=32)
            if cost <= 1 << 15 else bytes(32))
    sealed = subprocess.run(["openssl", "enc", "-aes-256-cbc", "-K", made.hex(), "-iv", vector.hex()],
                            input=plain, capture_output=True, check=True).stdout
    scrypt = der(0x30, bytes.fromhex("06092b06010401da47040b"),
                 der(0x30, der(4, salt), number(cost), number(8), number(1)))
    cipher = der(0x30, bytes.fromhex("060960864801650304012a"), der(4, vector))
    method = der(0x30, bytes.fromhex("06092a864886f70d01050d"), der(0x30, scrypt, cipher))
    text = base64.b64encode(der(0x30, method, der(4, sealed))).decode()
    print("-----BEGIN ENCRYPTED PRIVATE KEY-----", *textwrap.wrap(text, 64),
          "-----END ENCRYPTED PRIVATE KEY-----", sep="\n")


main(*sys.argv[1:])
