/* secret_commands.c - the commands of the family secret: a row each. */
#include "screens/commands/options.h"
#include "screens/commands/secret.h"

const struct command secret_commands[] = {
    { .name = "secret set",
      .arguments = "PATH",
      .summary = "set a secret, read from standard input",
      .help =
          "From a terminal it is read twice and without echo; one newline at its end is cut off.",
      .run = command_secret_set,
      .least = 1,
      .most = 1,
      .example = "secret set mail-out.password < password" },
    { .name = "secret generate",
      .arguments = "PATH",
      .summary = "make a secret where there is none",
      .help = "One that is there is left alone: see secret rotate.",
      .run = command_secret_generate,
      .least = 1,
      .most = 1,
      .example = "secret generate radius.hq.secret" },
    { .name = "secret show",
      .arguments = "PATH",
      .summary = "print a secret",
      .help = "It needs a terminal or --force. That it was shown is written to the log.",
      .run = command_secret_show,
      .options = options_secret_show,
      .least = 1,
      .most = 1,
      .example = "secret show radius.hq.secret" },
    { .name = "secret list",
      .arguments = "[PATH]",
      .summary = "say where each secret came from, how old and how strong it is",
      .help = "Of one path, or of all. No secret is printed.",
      .run = command_secret_list,
      .options = options_secret_list,
      .most = 1,
      .example = "secret list" },
    { .name = "secret rotate",
      .arguments = "PATH",
      .summary = "make another secret at once",
      .help =
          "The other end refuses the old one from the moment it gets the new one, and the new one "
          "until then: secret rollover does it without an outage.",
      .run = command_secret_rotate,
      .least = 1,
      .most = 1,
      .example = "secret rotate radius.hq.secret" },
    { .name = "secret rollover",
      .arguments = "[PATH...]",
      .summary = "replace secrets without an outage",
      .help =
          "With paths (radius.hq, printers, or a pattern such as snmp.floor*) it makes the next "
          "secrets beside those in force, all in one save; secret show --next and export --next "
          "hand them over; --test tries live which of the two each other end takes; --status says "
          "how far it is; --switch tests again and puts the new ones in force where every end has "
          "them (--force: everywhere, untested); --give-up drops the next ones. A password that "
          "the other end issues is entered with --next.",
      .run = command_secret_rollover,
      .options = options_secret_rollover,
      .most = WORDS_MAX,
      .example = "secret rollover radius.hq" },
    { 0 },
};
