/* search_places.c - what can be found that is no setting, and the words that mean the same. */
#include <string.h>

#include "screens/app/look.h"
#include "screens/import/import.h"
#include "screens/live/live.h"
#include "screens/wizard/search.h"
#include "tui/text.h"

static void search_places_test(struct app *app)
{
    live_start(app, &(struct live_ask){ 0 });
}

static void search_places_undo(struct app *app)
{
    app_undo(app, false);
}

static void search_places_redo(struct app *app)
{
    app_undo(app, true);
}

/* The first secret there is. */
static void search_places_hand(struct app *app)
{
    struct config_place at = { 0 };
    char path[PATH_SIZE];

    while (config_next(app->config, &at))
        if (at.setting->type == SECRET && record_hidden(at.record, at.setting)) {
            config_place_path(&at, path);
            app_go(app, path);
            app_report(app, MARK_NONE, "Ctrl-V spells this secret, and shows its QR code");
            return;
        }
    app_report(app, MARK_NONE, "No secret is set yet");
}

const struct search_place search_places[] = {
    { "Findings", "problems warnings audit fix weak grade score",
      "What is weaker than it should be, and how to fix it.", &findings_screen, NULL, true },
    { "Review and save", "save changes differences diff",
      "Every difference from what is saved, then Save.", &review_screen, NULL, true },
    { "Test every connection", "live test probe check connection try",
      "Tries every connection for real, against the other ends.", NULL, search_places_test, true },
    { "Certificates: renew, request, import",
      "renew reissue expire expiry csr request sign pfx p12 pem key ca root intermediate revoke "
      "crl "
      "client rollover",
      "What is installed, until when, and everything that can be done with it.",
      &certificates_screen, NULL, true },
    { "Exports and apply", "export firewall checklist hand over script trust root nginx cups",
      "What other programs and people are given.", &exports_screen, NULL, true },
    { "What is left to do", "todo other ends next steps", "What is to be done at the other ends.",
      &remaining_screen, NULL, true },
    { "History", "generation version rollback restore compare old before who when",
      "Every save that is kept: what it changed, what is inside, and the way back to it.",
      &history_screen, NULL, true },
    { "Look: colours, high contrast, plain", "theme color dark light contrast slow appearance",
      "How this program looks here; remembered for you, not in the configuration.", NULL, look_ask,
      false },
    { "Find settings", "discover discovery dns search network scan",
      "Asks the name servers which directory and mail servers the domain publishes. Nothing is "
      "sent before you say so, and nothing is taken by itself.",
      &discover_screen, NULL, true },
    { "Import", "csv nmap takeover migrate answers list of printers devices",
      "Takes over what there is: a list of devices, an older printseal.conf, a certificate.", NULL,
      import_pick, true },
    { "Hand a secret over: letters, QR code",
      "qr code scan camera phone telephone spell alphabet read out clipboard copy barcode",
      "Any secret that is set: Ctrl-V spells it, copies it, or shows it to the camera of a phone.",
      NULL, search_places_hand, false },
    { "Undo", "revert back", "Takes the last change back; again, the one before.", NULL,
      search_places_undo, false },
    { "Redo", "redo repeat", "Does again what was undone last.", NULL, search_places_redo, false },
    { "Keys and help", "shortcuts manual keyboard", "All keys, and about this program.",
      &help_screen, NULL, false },
    { NULL, NULL, NULL, NULL, NULL, false },
};

/* What people call it, and what it is called here. The first letters of a word are enough. */
static const struct {
    const char *word, *means;
} synonyms[] = {
    { "ssl", "tls" },
    { "https", "tls" },
    { "cipher", "tls" },
    { "hostname", "host" },
    { "hostname", "server name" },
    { "fqdn", "server name" },
    { "computer", "server name" },
    { "wildcard", "other names" },
    { "alias", "other names" },
    { "san", "other names" },
    { "subject alternative", "other names" },
    { "company", "organization" },
    { "location", "site" },
    { "passwd", "password" },
    { "passphrase", "password" },
    { "credential", "password" },
    { "login", "user" },
    { "account", "user" },
    { "username", "user" },
    { "email", "mail" },
    { "e-mail", "mail" },
    { "pop3", "incoming mail" },
    { "imap", "incoming mail" },
    { "active directory", "directory" },
    { "domain controller", "directory" },
    { "nps", "radius" },
    { "802.1x", "radius" },
    { "copier", "printer" },
    { "mfp", "printer" },
    { "mfd", "printer" },
    { "device", "printer" },
    { "community", "snmp" },
    { "token", "rest" },
    { "oauth", "rest" },
    { "exception", "waiver" },
    { "accepted", "waiver" },
    { "ignore", "waiver" },
    { "timeout", "wait for answer" },
    { "retry", "repeat" },
    { "retries", "repeat" },
    { "idle", "lock after" },
    { "logout", "lock after" },
    { "lifetime", "days" },
    { "expiry", "days" },
    { "validity", "days" },
    { "truststore", "trusted" },
    { "root", "trusted" },
    { "unencrypted", "http" },
};

enum { SEARCH_PLACES_SHORTEST = 3 }; /* letters of a synonym that are typed at least */

bool search_matches(const char *text, const char *typed)
{
    if (text_match(text, typed))
        return true;
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (strlen(typed) >= SEARCH_PLACES_SHORTEST &&
            strncasecmp(synonyms[i].word, typed, strlen(typed)) == 0 &&
            text_match(text, synonyms[i].means))
            return true;
    return false;
}
