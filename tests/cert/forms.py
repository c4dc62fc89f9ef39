"""The same certificates and keys in every form in which people have them: forms.py FOLDER. Writes form-NAME.pem
(chain) and the like beside what make.sh made; cases.txt names them."""
import base64
import binascii
import json
import re
import sys
import textwrap
import urllib.parse
import zipfile
import gzip
import os


def read(name):
    with open(name, "rb") as file:
        return file.read()


def write(name, data):
    with open("form-" + name, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def lined(data, mark="\n"):
    return mark.join(textwrap.wrap(base64.b64encode(data).decode(), 64)) + mark


def der(pem):
    return base64.b64decode("".join(re.findall(r"-----BEGIN [^-]+-----([^-]*)-----END", pem)[0].split()))


def block(name, data):
    return "-----BEGIN %s-----\n%s-----END %s-----\n" % (name, lined(data), name)


def texts(chain):
    lines = chain.splitlines()
    yield "glued", chain.replace("-----\n-----", "----------")
    yield "space", " " + chain
    yield "indent", "".join("    %s\n" % line for line in lines)
    yield "tabs", "".join("\t%s \t\n" % line for line in lines)
    yield "blank", "".join("%s\n\n" % line for line in lines)
    yield "cr", chain.replace("\n", "\r")
    yield "crcrlf", chain.replace("\n", "\r\r\n")
    yield "quoted", "".join("> %s\n" % line for line in lines)
    yield "strings", "".join('"%s\\n" +\n' % line for line in lines)
    yield "json", '{"certificate": "%s"}' % chain.replace("\n", "\\n")
    yield "yaml", "cert: |\n" + "".join("  %s\n" % line for line in lines)
    yield "comment", "".join("# %s\n" % line for line in lines)
    yield "one-line", chain.replace("\n", " ")
    yield "no-lines", "\n".join(re.sub(r"(-----BEGIN [^-]+-----)|\n", r"\1", part) for part in
                                re.findall(r"-----BEGIN[^-]+-----[^-]+-----END[^-]+-----", chain))
    yield "dashes", chain.replace("-----", "\u2014\u2013")
    yield "before", "0 s:CN = print01\n   i:CN = Issuing\n" + chain
    yield "behind", chain + "Kind regards -- and see you\nM. Miller\n"
    yield "between", chain.replace("-----BEGIN", "Subject: x\n-----BEGIN")
    yield "no-newline", chain.rstrip("\n")
    yield "mail", chain.replace("=\n-----END", "=3D\n-----END")
    yield "html", "<p>" + chain.replace("\n", "<br>\n") + "</p>"
    yield "nbsp", chain.replace("\n", "\u00a0\n")
    yield "bom", "\ufeff" + chain
    yield "nested", lined(chain.encode())
    yield "xml", chain.replace("\n", "&#xD;\n")
    yield "separators", chain.replace("\n", "\u2028")
    yield "wide-blanks", "".join("\u3000%s\n" % line for line in lines)
    yield "program", "".join("// %s\n" % line for line in lines)
    yield "patch", "".join("+%s\n" % line for line in lines)
    yield "numbers", "".join("%6d\t%s\n" % (i + 1, line) for i, line in enumerate(lines))
    yield "log", "".join("2026-11-29 12:00:%02d INFO tls: %s\n" % (i, line) for i, line in enumerate(lines))
    yield "secret", "apiVersion: v1\ndata:\n  tls.crt: %s\n" % base64.b64encode(chain.encode()).decode()


def spelled(chain):
    """As other programs spell it: percent encoding, HTML, JSON, RTF, the colours of a terminal, scripts."""
    lines = chain.splitlines()
    yield "percent", urllib.parse.quote(chain)
    yield "percent-small", re.sub("%..", lambda sign: sign[0].lower(), urllib.parse.quote(chain, safe=""))
    yield "percent-form", urllib.parse.quote_plus(chain)
    yield "percent-header", "X-SSL-Client-Cert: %s\r\n" % urllib.parse.quote(chain)
    yield "base64url", chain.replace("+", "-").replace("/", "_").replace("=", "")
    yield "rtf", "{\\rtf1\\ansi{\\fonttbl{\\f0 Courier New;}}\n\\pard\\f0\\fs20 %s}" % chain.replace("\n", "\\par\n")
    yield "rtf-line", "{\\rtf1\\ansi\\f0 %s}" % chain.replace("\n", "\\line ")
    yield "html-signs", chain.replace("+", "&#43;").replace("/", "&#x2F;").replace("=", "&#61;").replace("\n", "&#10;")
    yield "html-blanks", chain.replace("\n", "&nbsp;<br>\n")
    yield "html-div", "".join("<div>%s</div>\n" % line for line in lines)
    yield "html-span", "<pre>%s</pre>" % "".join('<span class="x">%s</span>\n' % line for line in lines)
    yield "json-signs", json.dumps(chain).replace("\\n", "\\u000a").replace("+", "\\u002b").replace("/", "\\/")
    yield "colours", "".join("\x1b[1;32m%s\x1b[0m\n" % line for line in lines)
    yield "printable", chain.replace("=", "=3D").replace("\n", "=0A=\n")
    yield "quotes", "".join("\u201c%s\u201d\n" % line for line in lines)
    yield "echo", "".join("echo '%s' >> server.pem\n" % line for line in lines)
    yield "batch", "".join("echo %s>>server.pem\r\n" % line for line in lines)
    yield "basic", " & _\n".join('"%s" & vbCrLf' % line for line in lines)
    yield "perl", "".join('"%s\\n" .\n' % line for line in lines)
    yield "six-dashes", chain.replace("-----", "------")
    yield "twice-begun", chain.replace("-----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----\n" * 2, 1)
    yield "not-begun", chain.replace("-----BEGIN CERTIFICATE-----\n", "", 1)
    for name, form in (("colon", "%d: %s\n"), ("grep", "chain.pem:%d:%s\n"), ("dot", "%d. %s\n"), ("tab", "%d\t%s\n"),
                       ("blank", "%d %s\n"), ("bar", "%2d| %s\n"), ("zeros", "%03d %s\n")):
        yield "counted-" + name, "".join(form % (i + 1, line) for i, line in enumerate(lines))


def several(chain, key):
    """Configurations that hold a chain in parts: their order means nothing."""
    server, inter, root = ("-----BEGIN" + part for part in chain.split("-----BEGIN")[1:])
    once = [base64.b64encode(part.encode()).decode() for part in (inter, server, key)]
    yield "secret-parts", "data:\n  ca.crt: %s\n  tls.crt: %s\n  tls.key: %s\n" % tuple(once)
    yield "secret-text", "stringData:\n" + "".join("  %s: |\n%s" % (name, "".join("    %s\n" % line for line in text.splitlines()))
                                                 for name, text in (("ca.crt", inter), ("tls.crt", server), ("tls.key", key)))
    yield "openvpn", "client\n<ca>\n%s%s</ca>\n<cert>\n%s</cert>\n<key>\n%s</key>\n" % (inter, root, server, key)
    yield "vault", json.dumps({"ca_chain": [inter, root], "certificate": server, "private_key": key})


def hexadecimal(data):
    """Of one certificate."""
    rows = [(i, data[i:i + 16]) for i in range(0, len(data), 16)]
    text = lambda row: "".join(chr(c) if 32 <= c < 127 else "." for c in row)
    yield "plain", data.hex()
    yield "lines", "\n".join(row.hex() for _, row in rows)
    yield "colons", data.hex(":").upper()
    yield "c", "unsigned char cert[] = {\n  %s\n};\n" % ", ".join("0x%02x" % c for c in data)
    yield "registry", "Windows Registry Editor Version 5.00\r\n\r\n\"Blob\"=hex:%s\r\n" % data.hex(",")
    yield "xxd", "".join("%08x: %-39s  %s\n" % (i, row.hex(" ", 2), text(row)) for i, row in rows)
    yield "hexdump", "".join("%08x  %-23s  %-23s  |%s|\n" % (i, row[:8].hex(" "), row[8:].hex(" "), text(row)) for i, row in rows)
    yield "net", data.hex("-").upper()
    yield "postgres", "cert | \\x" + data.hex()
    yield "go", "[]byte{%s}" % ", ".join("0x%x" % c for c in data)
    yield "od", "".join("%07o %s\n" % (i, row.hex(" ")) for i, row in rows)
    yield "certutil", "".join("    %04x  %s   %s\r\n" % (i, row.hex(" "), text(row)) for i, row in rows)


def printed(data, chain):
    """Bytes as programs print them."""
    yield "json", json.dumps({"cert": list(data)})
    yield "buffer", json.dumps({"type": "Buffer", "data": list(data)}, indent=1)
    yield "java", "byte[] cert = { %s };" % ", ".join(str(c - 256 if c > 127 else c) for c in data)
    yield "lines", "\r\n".join(map(str, data))
    yield "pem", json.dumps(list(chain.encode()))
    yield "python", "cert = %r\n" % data
    yield "c", "const char cert[] =\n%s;" % "\n".join('  "%s"' % "".join("\\x%02x" % c for c in data[i:i + 16])
                                                       for i in range(0, len(data), 16))
    yield "octal", '"%s"' % "".join("\\%03o" % c for c in data)
    yield "script", '"%s"' % "".join("\\u%04x" % c for c in data)


def hostile(chain):
    """Files that may be as large as a file may be: what each of their parts costs is bounded."""
    write("begins.pem", "-----BEGIN CERTIFICATE-----\n" * 37000)
    write("begins-glued.pem", "-----BEGIN " * 90000)
    write("begins-utf16.pem", b"\xff\xfe" + ("-----BEGIN CERTIFICATE-----\n" * 18000).encode("utf-16-le"))
    numbers = bytes.fromhex("30818802010502010530") + bytes(129) # like a key, and none
    write("many-keys.pem", block("PRIVATE KEY", numbers) * 3000)
    write("many-keys.b64", lined(numbers, "") + ("\n" + lined(numbers, "")) * 3000)
    strange = bytes.fromhex("300d020100300506032a03040401") + b"\0" # a kind of key that nobody knows
    write("many-strange.der", strange * 50000)
    write("lines.b64", "MIIB\n" * 200000)
    write("many-marks.pem", chain + "-----END CERTIFICATE-----\n" * 38000)


def joined(server, inter):
    """Two files, one behind the other, as copy /b, cat and the >> of PowerShell do it."""
    wide = "\r\n".join(inter[0].splitlines()).encode("utf-16-le")
    yield "wide-narrow", b"\xff\xfe" + server[0].encode("utf-16-le") + inter[0].encode()
    yield "narrow-wide", server[0].encode() + wide
    yield "narrow-mark-wide", server[0].encode() + b"\xff\xfe" + wide
    yield "two-marks", b"\xff\xfe" + server[0].encode("utf-16-le") + b"\xff\xfe" + wide
    yield "der-pem", server[1] + inter[0].encode()
    yield "pem-der", server[0].encode() + inter[1]
    yield "pem-der-pem", server[0].encode() + inter[1] + server[0].encode()
    yield "pem-wide-pem", server[0].encode() + b"\xff\xfe" + wide + server[0].encode()
    yield "der-line-der", server[1] + b"\r\n" + inter[1]
    yield "pem-cut", server[0].encode() + inter[0].encode() + inter[1][:-40]
    yield "padded", (server[0] + inter[0]).encode() + bytes(40)


def sealed(key):
    """A key in the old encrypted form (RFC 1421), whose headers lost or changed their lines."""
    yield "json", json.dumps({"key": key})
    yield "one-line", key.replace("\n", " ")
    yield "no-blank", key.replace("\n\n", "\n")
    yield "no-space", key.replace(": ", ":")
    yield "quoted", "".join("> %s\n" % line for line in key.splitlines())
    yield "blank", key.replace("\n", "\n\n")
    yield "program", "".join("# %s\n" % line for line in key.splitlines())


def main(folder):
    os.chdir(folder)
    chain = read("chain.pem").decode()
    for name, text in texts(chain):
        write(name + ".pem", text)
    for name, text in (*spelled(chain), *several(chain, read("server.key").decode())):
        write(name + ".pem", text)
    for name, text in hexadecimal(read("server.der")):
        write("hex-" + name, text)
    for name, text in printed(read("server.der"), chain):
        write("printed-" + name, text)
    write("seven.pem", chain.replace("+", "+-").replace("=", "+AD0-"))
    write("uu", "begin 644 server.cer\n%s`\nend\n" % "".join(
        binascii.b2a_uu(read("server.der")[i:i + 45]).decode() for i in range(0, len(read("server.der")), 45)))
    write("od", "0000000 101060 000602 101060 040001 001003 001002 003024 020177\n")
    write("hexdump-words", "0000000 8230 0182 8230 4001 0301 0202 1406 107f\n")
    hostile(chain)
    pems = [read(name + ".pem").decode() for name in ("server", "inter")]
    for name, data in joined(*((pem, der(pem)) for pem in pems)):
        write("joined-" + name, data)
    write("joined-often", (bytes.fromhex("302a300506032b6570032100") + bytes(32) +
                            b"-----BEGIN A-----\nMAMCAQU=\n-----END A-----") * 10000)
    for name, text in sealed(read("ec-aes.key").decode()):
        write("sealed-%s.key" % name, text)
    for name, code in (("utf16le", "utf-16-le"), ("utf16be", "utf-16-be")):
        write(name + ".pem", chain.encode(code))
    write("utf16-bom.pem", b"\xff\xfe" + chain.replace("\n", "\r\n").encode("utf-16-le"))
    write("utf16be-bom.pem", b"\xfe\xff" + chain.encode("utf-16-be"))
    p7b, pfx, server, inter = (read(name) for name in ("chain.p7c", "modern.pfx", "server.der", "inter.der"))
    write("p7b-as-certificate.pem", block("CERTIFICATE", p7b))
    write("p7b-old.pem", block("PKCS #7 SIGNED DATA", p7b))
    write("pfx.pem", block("PKCS12", pfx))
    write("pfx.b64", lined(pfx))
    write("p7b.b64", lined(p7b, "\r\n"))
    write("cert.b64", lined(server))
    write("two.b64", lined(server) + "\n" + lined(inter))
    write("long.b64", base64.b64encode(server))
    write("cert.xml", "<X509Certificate>%s</X509Certificate>" % base64.b64encode(server).decode())
    write("key.b64", lined(read("pkcs8.der")))
    write("pkcs1-as-pkcs8.key", block("PRIVATE KEY", read("rsa-old.der")))
    write("sec1-as-pkcs8.key", block("PRIVATE KEY", read("ec.der")))
    write("pkcs8-as-pkcs1.key", block("RSA PRIVATE KEY", read("pkcs8.der")))
    write("pkcs8-as-sec1.key", block("EC PRIVATE KEY", read("pkcs8.der")))
    write("plain-as-sealed.key", block("ENCRYPTED PRIVATE KEY", read("pkcs8.der")))
    write("sealed-as-plain.key", block("PRIVATE KEY", read("sealed.der")))
    write("cut-between.pem", chain.replace("-----END CERTIFICATE-----\n", "", 1))
    write("jks", b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1")
    write("jks.b64", lined(b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1" + bytes(90)))
    write("jks.pem", block("KEYSTORE", b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1" + bytes(90)))
    write("jceks", b"\xce\xce\xce\xce\0\0\0\2\0\0\0\1")
    with zipfile.ZipFile("form-zip", "w") as file:
        file.writestr("server.pem", chain)
    write("zip.b64", lined(read("form-zip")))
    with gzip.open("form-gzip", "w") as file:
        file.write(chain.encode())
    write("pgp.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: GnuPG v2\n\nmQENBFxyz+8BCAC=\n=abcd\n"
                     "-----END PGP PUBLIC KEY BLOCK-----\n")
    write("pgp.gpg", bytes.fromhex("99010d045c72cfef0108009abcdef0123456789abcdef0") + bytes(250))
    write("ssh.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ0 admin@print01\n")
    write("latin1.pem", chain.replace("\n", "\u0085").encode("latin-1"))
    write("twice.pem", block("CERTIFICATE", chain.encode()))
    key = read("pkcs8.der")
    write("second.key", block("PRIVATE KEY", b"\x30\x81%c\2\1\1" % (key[2] + 4) + key[6:] + b"\x81\2\0\x04"))
    write("blob", b"\7\2\0\0\0\xa4\0\0RSA2" + bytes(90))
    write("tail.pem", block("CERTIFICATE", server + b"tail"))
    write("url.b64", base64.urlsafe_b64encode(server).rstrip(b"="))
    write("bks", bytes([0, 0, 0, 2, 0, 0, 0, 20]) + bytes(90))
    write("nss.db", bytes.fromhex("00061561000000020000") + bytes(90))
    write("ebcdic", chain.encode("cp500"))
    write("vault.yml", "$ANSIBLE_VAULT;1.1;AES256\n3361\n")
    write("age.pem", block("AGE ENCRYPTED FILE", b"age-encryption.org/v1\n"))
    write("salted.b64", lined(b"Salted__" + bytes(64)))
    write("tpm.pem", block("TSS2 PRIVATE KEY", bytes.fromhex("3003020105")))
    write("jwk", '{"use":"sig","kty":"EC","crv":"P-256","d":"AA"}')
    write("key.xml", "<?xml version='1.0'?>\n<RSAKeyValue><Modulus>AA==</Modulus></RSAKeyValue>")
    write("page.html", "<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n")
    write("words.txt", "Certificate:\n    Data:\n        Version: 3 (0x2)\n")
    write("putty.ppk", "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n")
    write("letter.b64", lined(b"Dear colleague, this is no certificate at all, whatever you think."))


main(sys.argv[1])
