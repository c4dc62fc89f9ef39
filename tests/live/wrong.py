"""Certificates that are wrong in one way each, for daemons of any kind, and the finding that is
expected of each, whatever else is found."""
import lib

FINDINGS = {
    "good": "",
    "expired": "cert-expired",
    "early": "cert-not-yet-valid",
    "name": "cert-name-mismatch",
    "cn": "cert-no-san",
    "self": "cert-self-signed",
    "stranger": "cert-untrusted",
    "incomplete": "cert-chain-incomplete",
    "client": "cert-no-server-auth",
    "revoked": "cert-revoked",
    "CA": "cert-is-ca",
    "partial": "cert-name-mismatch",
    "constrained": "cert-name-constraint",
}
WEAK = {"key": "cert-weak-key", "signature": "cert-weak-signature"}  # OpenSSL serves none of these


def expect_finding(name, result, finding):
    """"": none at all."""
    told = result["facts"].get("cert.findings", "")
    if finding not in told if finding else told:
        lib.fail(f"{name}: findings are {told}, not {finding or 'none'}")


class Wrong:
    """One pair (chain, key) by kind and host; trust() is the section of who believes it."""

    def __init__(self, room):
        self.room = room
        self.root = lib.CA(room, "root", "Example Root")
        self.between = lib.CA(room, "between", "Example Issuing", above=self.root)
        self.stranger = lib.CA(room, "stranger", "Another Root")
        self.narrow = lib.CA(room, "narrow", "Example Narrow", above=self.root,
                                    nameConstraints="critical,permitted;DNS:elsewhere.example.com")

    def trust(self):
        """After all was made: what is revoked by then is on the list."""
        lists = [self.root.crl("root.crl"), self.between.crl("between.crl"),
                 self.narrow.crl("narrow.crl")]
        return 'trust : {{ system_store = false; ca_files = [ "{}" ]; crl_files = [ {} ]; }};\n'.format(
            self.root.cert, ", ".join(f'"{path}"' for path in lists))

    def make(self, kind, host):
        name = f"{kind}-{host}"
        issue = self.between.issue
        if kind == "expired":
            return issue(name, [host], start=-400, end=-3)
        if kind == "early":
            return issue(name, [host], start=3, end=300)
        if kind == "name":
            return issue(name, ["elsewhere.example.com"])
        if kind == "cn":
            return issue(name, [], subject=host, subjectAltName=None)
        if kind == "client":
            return issue(name, [host], extendedKeyUsage="clientAuth")
        if kind == "CA":
            return issue(name, [host], basicConstraints="critical,CA:TRUE")
        if kind == "partial":
            return issue(name, [host[0] + "*" + host[host.index("."):]])
        if kind == "constrained":
            return self.narrow.issue(name, [host])
        if kind == "key":
            return issue(name, [host], kind="rsa-1024")
        if kind == "signature":
            return issue(name, [host], digest="sha1")
        if kind == "stranger":
            return self.stranger.issue(name, [host])
        if kind == "self":
            return self.self_signed(name, host)
        pair = issue(name, [host])
        if kind == "revoked":
            self.between.revoke(pair)
        if kind == "incomplete":
            pair.chain.write_text(pair.cert.read_text())
        return pair

    def self_signed(self, name, host):
        key, cert = self.room / f"{name}.key", self.room / f"{name}.pem"
        lib.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout", key, "-out", cert, "-days", "90", "-subj", f"/CN={host}", "-addext",
                    f"subjectAltName=DNS:{host}", "-addext", "basicConstraints=critical,CA:FALSE",
                    "-addext", "extendedKeyUsage=serverAuth")
        return lib.Pair(cert, cert, key)

    def files(self, kind, host):
        pair = self.make(kind, host)
        return str(pair.chain), str(pair.key)
