/* commands.c - the table of all commands. */
#include "screens/commands/commands.h"

#include "screens/commands/cert/cert.h"
#include "screens/commands/discover/discover.h"
#include "screens/commands/discover/discover_print.h"
#include "screens/commands/options.h"
#include "screens/commands/secret.h"
#include "screens/manual/manual.h"

const struct command commands[] = {
    { .name = "init",
      .arguments = "[PATH=VALUE...]",
      .summary = "first set-up without questions",
      .help =
          "Takes the defaults, what an answers file says, and what the words say, generates every "
          "secret that can be generated, makes keys and certificates, and saves it all as the "
          "first generation. A configuration that is there already is left alone. The recovery "
          "code of the vault is shown once on a terminal; elsewhere it is written to the file "
          "that --recovery-file names, which must not exist yet. An answers file is a "
          "printseal.conf that says less, or the same in JSON "
          "(share/printseal/schema/answers.json). The "
          "status is 1 if findings remain.",
      .run = command_init,
      .example = "init --answers answers.conf --recovery-file recovery.txt",
      .options = options_init,
      .most = WORDS_MAX },
    { .name = "check",
      .summary = "audit the configuration: findings, score and grade",
      .help =
          "Judges every setting and the rules across settings, and prints what is weaker than it "
          "should be, what would be right, why, and where that is written. Waived findings are "
          "printed as waived. The status is 1 if there is any other finding, and 3 if there is "
          "none and this user may not read all files: those are named, and nothing is said of "
          "them. json is for programs (share/printseal/schema/check.json), sarif for code "
          "scanning, html "
          "for people and auditors: one page that prints well, with the live tests that --probe "
          "names, a file of probe --format json. nagios is one line for monitoring, and the "
          "status is then a plugin's: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. prometheus is for "
          "the textfile folder of node_exporter. With --watch it prints only what has become "
          "worse since the check that FILE keeps, and keeps this one there: the status is 1 if "
          "anything has, and nothing is printed otherwise. At the first time all that is found is "
          "new.",
      .run = command_check,
      .example = "check",
      .options = options_check },
    { .name = "explain",
      .arguments = "[ID|PATH]",
      .summary = "what a finding or a setting is about, why it matters, how to fix it",
      .help =
          "ID is that of a finding, as check prints it; PATH that of a setting or a section. "
          "Without either it lists the ids of all findings there are. It needs no configuration.",
      .run = command_explain,
      .example = "explain tls.min_version",
      .options = options_explain,
      .most = 1 },
    { .name = "probe",
      .arguments = "[PATH...]",
      .summary = "try the connections that are configured, live",
      .help = command_probe_help,
      .run = command_probe,
      .example = "probe radius.hq",
      .options = options_probe,
      .most = WORDS_MAX },
    { .name = "discover",
      .arguments = "[NETWORK...]",
      .summary = "find settings: what DNS knows of this site, or the devices of a network",
      .help = discover_help,
      .run = command_discover,
      .example = "discover --domain corp.example.com",
      .options = options_discover,
      .most = WORDS_MAX },
    { .name = "report",
      .arguments = "DIR",
      .summary = "print one table of many servers, from their check --format json files",
      .help =
          "Reads every .json file in DIR and prints host, grade, score, fails, warnings and days "
          "until the certificate ends, worst first. A file that is not such a report is reported "
          "by its name and stops nothing. json, csv and html are for programs, spreadsheets and "
          "people. The status is 1 if any host has a finding or any file is broken.",
      .run = command_report,
      .example = "report reports",
      .options = options_report,
      .least = 1,
      .most = 1 },
    { .name = "list",
      .arguments = "[PREFIX]",
      .summary = "print every setting that applies, as path = value",
      .help = "With PREFIX only those whose path starts with it. Of a secret it says whether it is "
              "set, how it came and when, never what it is.",
      .run = command_list,
      .example = "list radius",
      .options = options_list,
      .most = 1 },
    { .name = "get",
      .arguments = "PATH",
      .summary = "print one value",
      .help =
          "The path of a setting prints its value alone; the path of a section or a record prints "
          "its lines as list does. A secret is refused: see secret show.",
      .run = command_get,
      .example = "get server.fqdn",
      .options = options_get,
      .least = 1,
      .most = 1 },
    { .name = "set",
      .arguments = "PATH=VALUE...",
      .summary = "change settings, all of them in one save or none",
      .help =
          "A secret is never given here, where every user of the machine could read it: see "
          "secret set. When a change needs another server certificate (its names, key type, days "
          "or the profile of its PFX), it is made in the same save under the CA that is there. "
          "What goes into the CA itself (organization, name constraints, its days) counts from "
          "the next CA on, because a new one must be rolled out to every client.",
      .run = command_set,
      .example = "set tls.min_version=1.3 tls.hsts=true",
      .options = options_set,
      .least = 1,
      .most = WORDS_MAX },
    { .name = "add",
      .arguments = "LIST.NAME [KEY=VALUE...]",
      .summary = "add a record to a list",
      .help = "Its secrets that can be generated are generated.",
      .run = command_add,
      .example = "add radius.hq host=radius.corp.example.com",
      .options = options_add,
      .least = 1,
      .most = WORDS_MAX },
    { .name = "remove",
      .arguments = "LIST.NAME...",
      .summary = "remove records from a list",
      .help = "Its secrets go with it; an earlier generation still has them.",
      .run = command_remove,
      .example = "remove radius.hq",
      .options = options_remove,
      .least = 1,
      .most = WORDS_MAX },
    { .name = "secret",
      .arguments = "COMMAND ...",
      .summary = "secrets: set, generate, show, list, rotate, roll over",
      .help = "Each is a command of its own; printseal secret COMMAND --help says more.",
      .below = secret_commands,
      .example = "secret list" },
    { .name = "strength",
      .summary = "say how strong a password is, read from standard input",
      .help =
          "With --for it is judged against who could attack that setting, with the names of this "
          "configuration among the words that are tried. Nobody is asked over the network: that a "
          "password of random characters has leaked somewhere cannot be known, so use none twice.",
      .run = command_strength,
      .example = "strength --for radius.hq.secret",
      .options = options_strength },
    { .name = "cert",
      .arguments = "COMMAND ...",
      .summary = "certificates: status, issue, renew, requests, imports, clients, revocation",
      .help = "Each is a command of its own; printseal cert COMMAND --help says more.",
      .below = cert_commands,
      .example = "cert status" },
    { .name = "export",
      .arguments = "[TARGET]",
      .summary = "write files for other programs and administrators from the configuration",
      .help =
          "--list names the targets, what each is and for whom. A target of one file is printed; "
          "with --output it is written into a folder, as one of several files always is: all of "
          "them or none, into a folder that is made if it is not there. A file that somebody "
          "changed since, or that was exported for another server, is not overwritten without "
          "--force, which keeps it as NAME.old. Secrets are left out unless --with-secrets is "
          "given, are then in files that their owner alone can read, and go to no terminal "
          "without --force. --upstream says where the print server itself answers, as HOST:PORT, "
          "for the TLS fronts nginx and traefik; --address the address from which other machines "
          "see it, for RADIUS servers, which then need not look up its name. --bom and "
          "--separator write a CSV file as spreadsheets of many countries want it. --next writes "
          "the next secrets of a rollover instead of those in force. --templates names another "
          "folder of templates, as does the variable PRINTSEAL_TEMPLATES.",
      .run = command_export,
      .example = "export myq-cert --output for-windows",
      .options = options_export,
      .most = 1 },
    { .name = "apply",
      .arguments = "cups|nftables|ufw|nginx|linux-trust",
      .summary = "put an export in force on this machine, and back if it does not work",
      .help =
          "Shows what would change (--dry-run ends there), keeps the old files in "
          "/var/backups/printseal, puts the new ones in place, lets the program's own checker "
          "look at them, reloads, and tries whether it answers. Then it asks: unless somebody "
          "says yes within 120 seconds, and at once if the line drops, the old state comes back "
          "by itself. --confirm does without the question. With --root everything happens below "
          "that folder, and nothing is reloaded. The status is 1 if the old state is back.",
      .run = command_apply,
      .example = "apply nginx --dry-run",
      .options = options_apply,
      .least = 1,
      .most = 1 },
    { .name = "import",
      .arguments = "[printers|devices|answers|config|certificate] FILE",
      .summary = "take over what there is: lists of devices, settings, certificates",
      .help = command_import_help,
      .run = command_import,
      .example = "import printers printers.csv",
      .options = options_import,
      .least = 1,
      .most = 2 },
    { .name = "answers",
      .summary = "print the configuration as an answers file for init",
      .help = "Secrets are written as \"generate\". --schema prints the JSON schema of such a file "
              "instead, for programs that write one.",
      .run = command_answers,
      .example = "answers --output answers.conf",
      .options = options_answers },
    { .name = "history",
      .summary = "list the generations that are kept, newest first",
      .help = "Number, time (UTC), who saved it and what changed. The policy section says how many "
              "are kept.",
      .run = command_history,
      .example = "history",
      .options = options_history },
    { .name = "diff",
      .arguments = "[A [B]]",
      .summary = "print what differs between two generations",
      .help =
          "With A alone it is compared with the current one, without any the last two are. A "
          "secret that differs is reported as changed. --live compares what is declared with what "
          "answers: the ports of this machine, the certificate that is served, the TLS versions; "
          "the status is then 1 if anything differs.",
      .run = command_diff,
      .example = "diff 3 4",
      .options = options_diff,
      .most = 2 },
    { .name = "rollback",
      .arguments = "N",
      .summary = "save an earlier generation again, as the newest",
      .help = "Its settings, secrets and certificates come back as a new generation; none is lost.",
      .run = command_rollback,
      .example = "rollback 3",
      .least = 1,
      .most = 1 },
    { .name = "unlock",
      .summary = "let this machine open a vault that came from another one",
      .help = "Asks for the passphrase or the recovery code and makes a new key for this machine.",
      .run = command_unlock,
      .example = "unlock" },
    { .name = "passwd",
      .summary = "change how the vault opens",
      .help =
          "Asks for a passphrase that opens the vault beside this machine's key. "
          "--drop-passphrase takes it away. --recovery makes a new recovery code, which is shown "
          "once; the old one no longer counts.",
      .run = command_passwd,
      .example = "passwd",
      .options = options_passwd },
    { .name = "completion",
      .arguments = "bash|zsh|fish|words [WORD...]",
      .summary = "print a script that completes commands and paths in a shell",
      .help =
          "For bash: printseal completion bash > /etc/bash_completion.d/printseal. words, behind "
          "-- the words of a line, prints what may stand in the place of the last one.",
      .run = completion_main,
      .least = 1,
      .most = WORDS_MAX,
      .example = "completion bash" },
    { .name = "help",
      .arguments = "[COMMAND|TOPIC|ID] [MEMBER]",
      .summary = "say how a command is used, or what a topic or setting is about",
      .help =
          "Without a word it lists all commands. COMMAND may be two words, such as cert renew. "
          "TOPIC is a section, the path of a setting or the id of a finding, as explain takes it.",
      .run = command_help,
      .most = 2,
      .example = "help cert renew" },
    { .name = "manual",
      .arguments = "[PAGE]",
      .summary = "print a manual page",
      .help = "To read one: printseal manual cert | man -l -",
      .run = manual_main,
      .options = options_manual,
      .most = 1,
      .example = "manual cert" },
    { 0 },
};
