/* cert.c - the commands of the family cert: a row each, a function in a file of its own. */
#include "screens/commands/cert/cert.h"

#include "screens/commands/cert/cert_options.h"

const struct command cert_commands[] = {
    { .name = "cert status",
      .summary = "show installed certificates, problems and pending requests",
      .help =
          "Every file in the cert folder: whom it speaks of, who signed it, until when, its key "
          "and its fingerprint; then the chain that the server sends, judged as an import "
          "would judge it. --issued lists every certificate that was issued here, with its "
          "serial number. The status is 1 if there is nothing to serve, or something that "
          "clients refuse. --expiring only prints what is in force and expires within so many "
          "days, a line each (file, expiry date, days that are left); the status is 1 if there is "
          "any.",
      .run = command_cert_status,
      .example = "cert status",
      .options = cert_options_status },
    { .name = "cert issue",
      .summary = "make a new server certificate now",
      .help = "Under the CA that is there; in builtin mode it is made, too, if there is "
              "none. The key is new. It is one save. --new-ca makes another CA first, with the "
              "organization, days and name constraints that are set now: each client refuses the "
              "server until it has the new ca-root.crt. In manual mode somebody else issues: see "
              "cert csr and cert import.",
      .run = command_cert_issue,
      .example = "cert issue",
      .options = cert_options_issue },
    { .name = "cert renew",
      .summary = "renew the server's certificate when it is due",
      .help =
          "It is due when fewer than certificates.renew_days days are left (of a "
          "short-lived one, less than a third of its validity), when it is missing, or when it "
          "no longer fits the configuration; otherwise nothing is done, "
          "and the days that are left are printed. --force renews it now. The server's key "
          "goes on unless --new-key is given, or the certificate was revoked; the CA stays. A "
          "revocation list is renewed when fewer than ten of its days are left. What "
          "expires with its CA anyway is not renewed: the status is 1 until there is another "
          "CA. Then, also when nothing was due, it is deployed if it is not yet (cert deploy), but "
          "for --no-deploy. For a timer: see assets/printseal-renew.timer.",
      .run = command_cert_renew,
      .example = "cert renew",
      .options = cert_options_renew },
    { .name = "cert deploy",
      .summary = "hand the certificate in force to what serves it",
      .help =
          "Each item of certificates.deploy: nginx HOST:PORT (the print server's address), cups "
          "and linux-trust are put in force on this machine as by apply, and taken back "
          "if they do not answer then; a program, by its absolute "
          "path and with arguments, "
          "is run without a shell, for at most two minutes, with PRINTSEAL_DIR in its "
          "environment: the files are in current/cert below it. Neither it nor a folder above "
          "it may be writable by others. What is said is added to deploy.log beside the "
          "configuration. Every command that puts another certificate in force does this by "
          "itself; if it fails, the status is 3, what was saved stays, check says so, and the "
          "next cert renew tries again, as this command does. Nothing is done if it was done "
          "already, unless --force is given.",
      .run = command_cert_deploy,
      .example = "cert deploy",
      .options = cert_options_deploy },
    { .name = "cert rollover",
      .summary = "follow one root CA with the next, without losing a client",
      .help =
          "Makes the next root beside the one in force, with the organization, days, key type and "
          "name constraints that are set now; both are in cert export and the trust exports from "
          "then on. Give it to every client; months may pass. --switch puts the next root in force "
          "and --back the old one again; in between server.cer also holds the CA's key certified "
          "by the other root, so that a client that has either root accepts the server. Where that "
          "does not hold (another organization or other name constraints), --switch says so and "
          "needs --force. --retire forgets the old root, once it has expired or, with --force, "
          "once every client has the next; --give-up forgets the next one. --status shows how far "
          "it is. A rollback undoes any of these. In intermediate and manual mode it says what "
          "has to be done.",
      .run = command_cert_rollover,
      .example = "cert rollover",
      .options = cert_options_rollover },
    { .name = "cert export",
      .summary = "hand out the certificates that clients need",
      .help = "pem (the default) and der are the root that clients have to trust; p7b is PKCS#7 "
              "with the root and the CA below it, if there is one; chain is what a server "
              "sends, in PEM: its certificate first, then the CA's unless that is the root. "
              "crl and crl-der are the list of what was revoked, in PEM and DER; while one root "
              "follows another, crl holds the lists of both and crl-der that of the root in "
              "force; json is an object with root, chain and crl, each in PEM or null. A private "
              "key is never exported.",
      .run = command_cert_export,
      .example = "cert export --output ca-root.crt",
      .options = cert_options_export },
    { .name = "cert csr",
      .summary = "make a key and a request that another CA signs",
      .help = "In intermediate mode the request is for a CA of this server's own, below the "
              "company's: cert sign-import takes the answer. In manual mode it is for the server's "
              "certificate: cert import takes the answer. The key is made here and never leaves; "
              "until the answer comes the server keeps the certificate it has. A request that is "
              "out already is printed again; --new makes another key and request, --drop takes the "
              "request back. --format json has the request in an object with what was saved; with "
              "--output the request alone is in the file.",
      .run = command_cert_csr,
      .example = "cert csr --output request.pem",
      .options = cert_options_csr },
    { .name = "cert import",
      .arguments = "FILE...",
      .summary = "take over a certificate that somebody else made (manual mode)",
      .help = "Takes a PFX, or certificate, key and chain in PEM or DER, in any order, also "
              "encrypted; or the answer to cert csr, whose key is here already; or, for the key in "
              "force, the next certificate, or another one of a CA above it. Everything is "
              "examined as by cert examine, with the server's names and with whom the trust "
              "section trusts; --trust names one more file of CAs. What cannot work is "
              "refused (status 1), and nothing changes then. What is taken is written anew: "
              "server.cer is the certificate and, behind it, the CAs up to the root, as a "
              "server sends them; server.key; server.pfx under certificates.pfx_password; and "
              "ca-root.crt, if the root is known. --key takes one of several private keys, by "
              "the number in the list that is shown then. --dry-run only examines. One newline at "
              "the end of the password's file is cut off.",
      .run = command_cert_import,
      .example = "cert import server.pfx --password-file passphrase",
      .options = cert_options_import,
      .least = 1,
      .most = WORDS_MAX },
    { .name = "cert sign-import",
      .arguments = "FILE...",
      .summary = "take the company's answer to a request (intermediate mode)",
      .help = "Takes the signed certificate alone or with its chain, in PEM, DER or PKCS#7, in any "
              "order. It must belong to the request that is out or to the key of the CA in force "
              "(renewed, or a CA above it renewed), be a CA that may sign "
              "servers of this name, hold long enough, and lead to a root: among the files, named "
              "by --root, or trusted by the trust section. Only then the server's certificate is "
              "issued from it, and all is saved at once; what is refused (status 1) changes "
              "nothing. server.cer is then the server's certificate and, behind it, every "
              "CA up to the root, which is ca-root.crt. --dry-run only examines.",
      .run = command_cert_sign_import,
      .example = "cert sign-import answer.p7b",
      .options = cert_options_sign_import,
      .least = 1,
      .most = WORDS_MAX },
    { .name = "cert client",
      .arguments = "NAME",
      .summary = "make a certificate with which a client logs on",
      .help = "NAME is that of a host or a person, or a mail address. Key, certificate and chain "
              "are written as a PFX to the new file that --output names, or to standard output; "
              "its password is generated and shown once on a terminal, or written to the new file "
              "that --password-output names. Neither is kept here; cert revoke takes the "
              "certificate back.",
      .run = command_cert_client,
      .example = "cert client notebook7 --output notebook7.pfx",
      .options = cert_options_client,
      .least = 1,
      .most = 1 },
    { .name = "cert revoke",
      .arguments = "SERIAL|NAME",
      .summary = "revoke a certificate that was issued here",
      .help =
          "By its serial number, which cert status --issued lists, or by a name that one good "
          "certificate only has. The revocation list is signed anew in the same save; a "
          "rollback never takes a revocation back. Clients notice it only if they are given "
          "the list: see cert export and certificates.crl_url. --reason is unspecified (the "
          "default), key-compromise, affiliation-changed, superseded, cessation-of-operation or "
          "privilege-withdrawn.",
      .run = command_cert_revoke,
      .example = "cert revoke notebook7",
      .options = cert_options_revoke,
      .least = 1,
      .most = 1 },
    { .name = "cert examine",
      .arguments = "FILE...",
      .summary = "examine certificate and key files: what is wrong with them?",
      .help = "Takes certificates, keys and chains in PEM or DER, PFX and PKCS#7, in any order, "
              "and says what an import would refuse or warn of, without a configuration. --name is "
              "the server's full name; --at judges as of another time (2027-01-31, or "
              "2027-01-31T12:00:00Z); --trust names a file of trusted CAs, and may be given "
              "several times, else a chain may end at any; --public-ca applies the rules for "
              "public ones; --key takes one of several private keys, by its number. One newline at "
              "the end of the password's file is cut off. The status is 1 if anything is refused.",
      .run = command_cert_examine,
      .example = "cert examine server.cer",
      .options = cert_options_examine,
      .least = 1,
      .most = WORDS_MAX },
    { 0 },
};
