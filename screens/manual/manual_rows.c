/* manual_rows.c - what printseal(1) says in tables of its own: examples, environment, files,
 * statuses. */
#include "screens/manual/manual.h"

const struct manual_row manual_examples[] = {
    { "printseal", "Open the wizard; the first start leads through every topic." },
    { "printseal init server.fqdn=print01.corp.example.com --recovery-file recovery.txt",
      "First set-up without questions." },
    { "printseal check", "What is weaker than it should be, and why." },
    { "printseal set tls.min_version=1.3 tls.hsts=true", "Two settings in one save." },
    { "printseal add radius.hq host=radius.corp.example.com",
      "A RADIUS server; its secret is generated." },
    { "printseal secret show radius.hq.secret", "The secret to enter at the RADIUS server." },
    { "printseal probe radius.hq", "Try the connection for real." },
    { "printseal cert renew", "Renew the server's certificate if it is due." },
    { "printseal export myq-cert --output for-windows",
      "The certificate files for the folder Cert of the print server." },
    { "printseal check --format html --output report.html", "A report for people." },
    { "printseal rollback 3", "Take generation 3 back into force." },
    { 0 },
};

const struct manual_row manual_environment[] = {
    { "PRINTSEAL_DIR", "The folder of the configuration, unless -C names one." },
    { "PRINTSEAL_TEMPLATES", "Another folder of templates for export and apply." },
    { "XDG_CONFIG_HOME, HOME", "Where a user other than root has the configuration." },
    { "CREDENTIALS_DIRECTORY",
      "Where systemd puts credentials; the file printseal.key there may open the vault." },
    { "NO_COLOR", "Set and not empty: no colours." },
    { "PRINTSEAL_LOOK",
      "How the wizard looks: default, contrast (high contrast), plain (few bytes) or auto (plain "
      "on a "
      "line of up to 9600 baud, else default). Unset: what "
      "was chosen in the wizard, kept in printseal/look below XDG_STATE_HOME or ~/.local/state; "
      "else auto." },
    { "CLICOLOR_FORCE", "Set and not 0: colours where standard output is no terminal, too." },
    { "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
      "The language of what people read, as gettext(3) finds it; German is there. Days and numbers "
      "on screens are written as that language writes them, whatever LC_TIME and LC_NUMERIC say. "
      "Files, values that are typed, CSV, JSON and exports have days as 2027-01-31 in every "
      "language." },
    { "TERM", "With dumb, the wizard asks line by line." },
    { 0 },
};

const struct manual_row manual_files[] = {
    { "current", "A symbolic link to the generation in force." },
    { "generations/000007/printseal.conf",
      "The configuration, without a secret: see printseal.conf(5)." },
    { "generations/000007/secrets.vault", "The secrets, sealed." },
    { "generations/000007/cert/", "Keys and certificates." },
    { "generations/000007/MANIFEST",
      "The SHA-256 of each file, when it was saved, by whom, and what changed." },
    { "master.key", "Opens the vault on this machine." },
    { "draft.vault", "What was typed in the wizard and not saved yet, sealed." },
    { "lock", "Held by the one who writes." },
    { 0 },
};

const struct manual_row manual_statuses[] = {
    { "0", "Fine." },
    { "1", "Findings remain, or a live test failed." },
    { "2", "Wrong use: an unknown word, a value that will not do." },
    { "3", "Failed: a bad file, locked by somebody else, no space, no permission." },
    { "4", "The wizard was left without saving." },
    { "128+n", "Ended by signal n; 141 if the reader of the output went away." },
    { 0 },
};
