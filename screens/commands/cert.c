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
    { 0 },
};
