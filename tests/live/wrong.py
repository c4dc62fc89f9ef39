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
}


def expect_finding(name, result, finding):
    """"": none at all."""
    told = result["facts"].get("cert.findings", "")
    if finding not in told if finding else told:
        lib.fail(f"{name}: findings are {told}, not {finding or 'none'}")


class Wrong:
    """One pair (chain, key) by kind and host; trusted() is the file of the root to trust."""

    def __init__(self, room):
        self.room = room
        self.root = lib.Authority(room, "root", "Example Root")
        self.between = lib.Authority(room, "between", "Example Issuing", above=self.root)
        self.stranger = lib.Authority(room, "stranger", "Another Root")

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
        if kind == "stranger":
            return self.stranger.issue(name, [host])
        if kind == "self":
            return self.self_signed(name, host)
        pair = issue(name, [host])
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
