/* options.c - the options of every command: a row each, with its value, a line and an example. */
#include "screens/commands/options.h"

#include "backend/report/fleet.h"
#include "backend/report/report.h"

#define JSON(example)                                                                              \
    {                                                                                              \
        "--format", "text|json", "json: for programs", (example), 0                                \
    }

const struct option_row options_init[] = {
    { "--answers", "FILE",
      "what this file says instead of the defaults; its secrets may be \"generate\"",
      "init --answers answers.conf", 0 },
    { "--recovery-file", "FILE", "write the recovery code into FILE, which must not exist yet",
      "init --answers answers.conf --recovery-file recovery.txt", 0 },
    { 0 },
};

const struct option_row options_check[] = {
    { "--format", REPORT_FORMS, "text and html for people, the others for programs",
      "check --format json", 0 },
    { "--output", "FILE", "write into FILE instead of standard output",
      "check --format html --output report.html", 0 },
    { "--probe", "FILE", "add the live tests that probe --format json wrote into FILE",
      "check --format html --probe probe.json", 0 },
    { "--watch", "FILE", "print only what has become worse since the check that FILE keeps",
      "check --watch /var/lib/printseal/last", 0 },
    { 0 },
};

const struct option_row options_explain[] = {
    JSON("explain --format json tls.hsts"),
    { 0 },
};

const struct option_row options_probe[] = {
    { "--format", "text|json|jsonl",
      "json: one document at the end; jsonl: one line for each result as it comes",
      "probe --format jsonl", 0 },
    { "--failed", NULL, "print only what failed or was unreachable", "probe --failed", 0 },
    { "--timeout", "SECONDS", "bound each test", "probe --timeout 20", 0 },
    { "--jobs", "N", "run so many tests side by side", "probe --jobs 4", 0 },
    { "--retry", "N", "try what was unreachable again, up to N times", "probe --retry 2", 0 },
    { "--crl", NULL, "ask the CAs for their revocation lists, too", "probe --crl", 0 },
    { "--user", "NAME",
      "log in to RADIUS servers as this test user; its password comes from standard input",
      "probe --user testuser radius", 0 },
    { 0 },
};

const struct option_row options_discover[] = {
    { "--domain", "DOMAIN", "the domain that DNS is asked about; else that of the server's name",
      "discover --domain corp.example.com", 0 },
    { "--resolver", "ADDRESS[:PORT]", "ask this name server instead of the system's",
      "discover --resolver 10.20.0.1", 0 },
    { "--topics", "TOPICS", "only these of name, directory, mail, printers, server, central",
      "discover --topics mail", 0 },
    { "--server", "HOST",
      "look at this server as it is; else at that of the settings, or this machine",
      "discover --server print01.corp.example.com", 0 },
    { "--site", "NAME", "take the domain controllers of this site of Active Directory first",
      "discover --site Brno", 0 },
    { "--central", "HOST", "try this central server, too",
      "discover --central central.corp.example.com", 0 },
    { "--names-only", NULL, "ask name servers alone: no host is contacted", "discover --names-only",
      0 },
    { "--take", NULL, "save what is marked", "discover --take", 0 },
    { "--network", "CIDR", "look for devices at every address of this network instead",
      "discover --network 10.20.0.0/24", 0 },
    { "--rate", "N", "send at most so many packets a second",
      "discover --rate 200 --network 10.20.0.0/24", 0 },
    { "--timeout", "SECONDS", "end the look at networks after so long",
      "discover --timeout 60 --network 10.20.0.0/24", 0 },
    { "--dry-run", NULL, "print what would be asked, and send nothing", "discover --dry-run", 0 },
    { "--format", "text|json|csv", "json: for programs; csv: devices for import printers",
      "discover --format json", 0 },
    { 0 },
};

const struct option_row options_report[] = {
    { "--format", FLEET_FORMS, "json and csv for programs, html for people",
      "report --format csv reports", 0 },
    { "--output", "FILE", "write into FILE instead of standard output",
      "report --format html --output fleet.html reports", 0 },
    { 0 },
};

const struct option_row options_list[] = {
    JSON("list --format json radius"),
    { 0 },
};

const struct option_row options_get[] = {
    JSON("get --format json tls"),
    { 0 },
};

const struct option_row options_set[] = {
    { "--quiet", NULL, "do not say what was saved", "set --quiet tls.hsts=true", 'q' },
    { 0 },
};

const struct option_row options_add[] = {
    { "--quiet", NULL, "do not say what was saved",
      "add --quiet radius.hq host=radius.corp.example.com", 'q' },
    { 0 },
};

const struct option_row options_remove[] = {
    { "--quiet", NULL, "do not say what was saved", "remove --quiet radius.hq", 'q' },
    { 0 },
};

const struct option_row options_strength[] = {
    { "--for", "PATH", "judge it against who could attack this setting",
      "strength --for radius.hq.secret", 0 },
    JSON("strength --format json"),
    { 0 },
};

const struct option_row options_export[] = {
    { "--list", NULL, "name the targets, what each is and for whom", "export --list", 0 },
    { "--format", "text|json", "json: the list for programs", "export --list --format json", 0 },
    { "--output", "FOLDER", "write the files into FOLDER, all of them or none",
      "export myq-cert --output for-windows", 0 },
    { "--with-secrets", NULL, "include secrets, in files that their owner alone can read",
      "export freeradius-client --with-secrets --output radius", 0 },
    { "--next", NULL, "take the next secrets of a rollover instead of those in force",
      "export freeradius-client --next --with-secrets --output radius", 0 },
    { "--force", NULL,
      "overwrite what was changed since (kept as NAME.old); print secrets on a terminal",
      "export nginx --force --output nginx", 0 },
    { "--upstream", "HOST:PORT", "where the print server itself answers, for nginx and traefik",
      "export nginx --upstream 10.20.0.5:8090", 0 },
    { "--address", "ADDRESS", "the address from which other machines see the print server",
      "export freeradius-client --address 10.20.0.5", 0 },
    { "--bom", NULL, "begin CSV files with a byte order mark, for spreadsheets",
      "export printers-csv --bom", 0 },
    { "--separator", "comma|semicolon|tab", "what stands between the columns of CSV files",
      "export printers-csv --separator semicolon", 0 },
    { "--templates", "FOLDER", "other templates; also $PRINTSEAL_TEMPLATES",
      "export nginx --templates my-templates", 0 },
    { 0 },
};

const struct option_row options_apply[] = {
    { "--root", "FOLDER", "do everything below this folder, and reload nothing",
      "apply nginx --root /mnt", 0 },
    { "--confirm", NULL, "do not ask whether it works", "apply nginx --confirm", 0 },
    { "--dry-run", NULL, "only show what would change", "apply nftables --dry-run", 0 },
    { "--upstream", "HOST:PORT", "where the print server itself answers, for nginx",
      "apply nginx --upstream 10.20.0.5:8090", 0 },
    { "--templates", "FOLDER", "other templates; also $PRINTSEAL_TEMPLATES",
      "apply nginx --templates my-templates", 0 },
    { 0 },
};

const struct option_row options_import[] = {
    { "--dry-run", NULL, "print what would change, and save nothing",
      "import --dry-run printers printers.csv", 0 },
    { "--map", "COLUMN=SETTING,...", "which setting a column of a CSV file is for",
      "import --map Device=name,Address=host devices.csv", 0 },
    { "--separator", "comma|semicolon|tab", "what stands between the columns of a CSV file",
      "import --separator semicolon devices.csv", 0 },
    { "--skip-bad", NULL, "leave out rows that cannot be read, instead of taking none",
      "import --skip-bad devices.csv", 0 },
    { "--password-file", "FILE", "the password of the keys or the PFX file is in FILE",
      "import --password-file password server.pfx", 0 },
    { "--trust", "FILE", "the root that the certificate ends at",
      "import --trust root.pem server.pfx", 0 },
    { 0 },
};

const struct option_row options_answers[] = {
    { "--output", "FILE", "write into FILE instead of standard output",
      "answers --output answers.conf", 0 },
    { "--schema", NULL, "print the JSON schema of an answers file instead", "answers --schema", 0 },
    { 0 },
};

const struct option_row options_history[] = {
    JSON("history --format json"),
    { 0 },
};

const struct option_row options_diff[] = {
    { "--live", NULL, "compare what is declared with what answers", "diff --live", 0 },
    JSON("diff --format json 3 4"),
    { 0 },
};

const struct option_row options_passwd[] = {
    { "--drop-passphrase", NULL, "let no passphrase open the vault any more",
      "passwd --drop-passphrase", 0 },
    { "--recovery", NULL, "make a new recovery code; the old one no longer counts",
      "passwd --recovery", 0 },
    { "--recovery-file", "FILE", "write the recovery code into FILE, which must not exist yet",
      "passwd --recovery --recovery-file recovery.txt", 0 },
    { 0 },
};

const struct option_row options_secret_show[] = {
    { "--force", NULL, "print it also where there is no terminal",
      "secret show --force radius.hq.secret", 0 },
    { "--next", NULL, "the next secret of a rollover", "secret show --next radius.hq.secret", 0 },
    { 0 },
};

const struct option_row options_secret_list[] = {
    JSON("secret list --format json"),
    { 0 },
};

const struct option_row options_secret_rollover[] = {
    { "--status", NULL, "say how far the rollover is", "secret rollover --status", 0 },
    { "--test", NULL, "try live which of the two each other end takes",
      "secret rollover --test radius.hq", 0 },
    { "--switch", NULL, "put the new ones in force where every end has them",
      "secret rollover --switch radius.hq", 0 },
    { "--force", NULL, "with --switch: everywhere, untested",
      "secret rollover --switch --force radius.hq", 0 },
    { "--give-up", NULL, "drop the next ones", "secret rollover --give-up radius.hq", 0 },
    { "--next", NULL, "take the next one, which the other end issued, from standard input",
      "secret rollover --next mail-in.password", 0 },
    JSON("secret rollover --status --format json"),
    { 0 },
};

const struct option_row options_manual[] = {
    { "--list", NULL, "name the pages there are", "manual --list", 0 },
    { "--output", "FOLDER", "write all pages into man1, man5 and man7 of FOLDER",
      "manual --output man", 0 },
    { 0 },
};
