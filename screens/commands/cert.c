/* cert.c - the commands of the family cert: a row each, a function in a file of its own. */
#include "screens/commands/commands.h"

const struct command cert_commands[] = {
    { .name = "cert issue",
      .arguments = "",
      .summary = "make a new server certificate now",
      .help = "Under the authority that is there; if there is none, it is made, too. The key is "
              "new. It is one save, and only builtin mode makes certificates.",
      .run = command_cert_issue },
    { .name = "cert renew",
      .arguments = "",
      .summary = "renew the server's certificate when it is due",
      .help =
          "It is due when fewer than certificates.renew_days days are left, when it is missing, "
          "or when it no longer fits the configuration; otherwise nothing is done, and the "
          "days that are left are told. --force renews it now. The server's key goes on "
          "unless --new-key is given; the authority stays. For a timer: see "
          "assets/printseal-renew.timer.",
      .run = command_cert_renew,
      .options = OPTIONS("--force", "--new-key") },
    { .name = "cert export",
      .arguments = "",
      .summary = "hand out the certificates that clients need",
      .help = "pem (the default) and der are the root that clients have to trust; p7b is PKCS#7 "
              "with the root and the authority below it, if there is one; chain is what a server "
              "sends, in PEM: its certificate first, then the authority's unless that is the root. "
              "A private key is never exported.",
      .run = command_cert_export,
      .options = OPTIONS("--format=pem|der|p7b|chain", "--output=FILE") },
    { .name = "cert examine",
      .arguments = "FILE...",
      .summary = "say what is wrong with certificates and keys that somebody brings",
      .help = "Takes certificates, keys and chains in PEM or DER, PFX and PKCS#7, in any order, "
              "and says what an import would refuse or warn of, without a configuration. --name "
              "is the server's full name; --at judges as of another time (2027-01-31, or "
              "2027-01-31T12:00:00Z); --trust names a file of trusted authorities, else a chain "
              "may end at any; --public-ca applies the rules for public ones. One newline at the "
              "end of the password's file is cut off. The status is 1 if anything is refused.",
      .run = command_cert_examine,
      .options = OPTIONS("--name=FQDN", "--at=TIME", "--trust=FILE", "--public-ca",
                         "--password-file=FILE", "--format=text|json"),
      .least = 1,
      .most = WORDS_MAX },
    { 0 },
};
