/* cert_options.c - the options of the family cert: a row each, with its value, a line and an
 * example. */
#include "screens/commands/cert/cert_options.h"

#define JSON(example)                                                                              \
    {                                                                                              \
        "--format", "text|json", "json: for programs", (example), 0                                \
    }

#define REASONS                                                                                    \
    "unspecified|key-compromise|affiliation-changed|superseded|cessation-of-operation|"            \
    "privilege-withdrawn"

const struct option_row cert_options_status[] = {
    JSON("cert status --format json"),
    { "--issued", NULL, "list every certificate that was issued here", "cert status --issued", 0 },
    { "--expiring", "DAYS", "print only what is in force and expires within so many days",
      "cert status --expiring 30", 0 },
    { 0 },
};

const struct option_row cert_options_issue[] = {
    { "--new-ca", NULL, "make another CA first, which every client then needs",
      "cert issue --new-ca", 0 },
    JSON("cert issue --format json"),
    { 0 },
};

const struct option_row cert_options_renew[] = {
    { "--force", NULL, "renew it although it is not due", "cert renew --force", 0 },
    { "--new-key", NULL, "make another private key, too", "cert renew --new-key", 0 },
    { "--no-deploy", NULL, "do not hand it to what serves it", "cert renew --no-deploy", 0 },
    JSON("cert renew --format json"),
    { 0 },
};

const struct option_row cert_options_deploy[] = {
    { "--force", NULL, "do it again although it was done", "cert deploy --force", 0 },
    { 0 },
};

const struct option_row cert_options_rollover[] = {
    { "--status", NULL, "say how far the rollover is", "cert rollover --status", 0 },
    { "--start", NULL, "make the next root beside the one in force (the default)",
      "cert rollover --start", 0 },
    { "--switch", NULL, "put the next root in force", "cert rollover --switch", 0 },
    { "--back", NULL, "put the old root in force again", "cert rollover --back", 0 },
    { "--retire", NULL, "forget the old root", "cert rollover --retire", 0 },
    { "--give-up", NULL, "forget the next root", "cert rollover --give-up", 0 },
    { "--force", NULL, "switch or retire although clients may lose the server",
      "cert rollover --retire --force", 0 },
    JSON("cert rollover --status --format json"),
    { 0 },
};

const struct option_row cert_options_export[] = {
    { "--format", "pem|der|p7b|chain|crl|crl-der|json",
      "the root in PEM, DER or PKCS#7; what a server sends; the revocation list; all as JSON",
      "cert export --format der", 0 },
    { "--output", "FILE", "write into FILE instead of standard output",
      "cert export --output ca-root.crt", 0 },
    { 0 },
};

const struct option_row cert_options_csr[] = {
    { "--format", "pem|der|json", "form of the request",
      "cert csr --format der --output request.der", 0 },
    { "--output", "FILE", "write into FILE instead of standard output",
      "cert csr --output request.pem", 0 },
    { "--new", NULL, "make another key and request", "cert csr --new", 0 },
    { "--drop", NULL, "take the request back", "cert csr --drop", 0 },
    { 0 },
};

const struct option_row cert_options_import[] = {
    { "--password-file", "FILE", "the passphrase of the private key or PFX",
      "cert import server.pfx --password-file passphrase", 0 },
    { "--trust", "FILE", "one more file of trusted CAs",
      "cert import server.pfx --trust company-root.pem", 0 },
    { "--key", "NUMBER", "take one of several private keys, by its number in the list",
      "cert import --key 2 all.pem", 0 },
    { "--dry-run", NULL, "only examine; change nothing", "cert import --dry-run server.pfx", 0 },
    JSON("cert import --format json server.pfx"),
    { 0 },
};

const struct option_row cert_options_sign_import[] = {
    { "--root", "FILE", "the company's root certificate",
      "cert sign-import --root company-root.pem answer.p7b", 0 },
    { "--dry-run", NULL, "only examine; change nothing", "cert sign-import --dry-run answer.p7b",
      0 },
    JSON("cert sign-import --format json answer.p7b"),
    { 0 },
};

const struct option_row cert_options_client[] = {
    { "--output", "FILE", "write the PFX into this new file",
      "cert client notebook7 --output notebook7.pfx", 0 },
    { "--password-output", "FILE", "write the PFX's password into this new file",
      "cert client notebook7 --output notebook7.pfx --password-output notebook7.password", 0 },
    JSON("cert client --format json --output notebook7.pfx notebook7"),
    { 0 },
};

const struct option_row cert_options_revoke[] = {
    { "--reason", REASONS, "why", "cert revoke --reason superseded notebook7", 0 },
    JSON("cert revoke --format json notebook7"),
    { 0 },
};

const struct option_row cert_options_examine[] = {
    { "--name", "FQDN", "the server's full name",
      "cert examine --name print01.corp.example.com server.cer", 0 },
    { "--at", "TIME", "judge as of another time", "cert examine --at 2027-01-31 server.cer", 0 },
    { "--trust", "FILE", "trust only the CAs in FILE",
      "cert examine --trust ca-root.crt server.cer", 0 },
    { "--public-ca", NULL, "apply the rules for public CAs", "cert examine --public-ca server.cer",
      0 },
    { "--password-file", "FILE", "the passphrase of the private key or PFX",
      "cert examine --password-file passphrase server.pfx", 0 },
    { "--key", "NUMBER", "take one of several private keys, by its number",
      "cert examine --key 2 all.pem", 0 },
    JSON("cert examine --format json server.cer"),
    { 0 },
};
