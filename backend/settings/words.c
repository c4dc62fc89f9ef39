#include "backend/settings/settings.h"

#include "backend/base/mem.h"
#include "backend/base/pool.h"

static bool settings_words_report(const char *text, bool (*word)(void *data, const char *word),
                                  void *data)
{
    AUTO_FREE char *lower = copy(text);

    for (char *c = lower; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return word(data, lower);
}

const char *const words_of_product[] = {
    "myq",     "printseal", "printserver", "print",     "printer", "admin",   "brother",
    "canon",   "epson",     "fujifilm",    "hewlett",   "konica",  "kyocera", "lexmark",
    "minolta", "olivetti",  "oki",         "panasonic", "pantum",  "packard", "ricoh",
    "samsung", "sharp",     "toshiba",     "utax",      "xerox",   NULL,
};

/* What people of this trade call things, and their devices; nobody's names. */
static const char *const words_of_trade[] = {
    "scan",     "scanner",    "service",   "account",     "server", "secret", "shared",
    "radius",   "smtp",       "mail",      "email",       "ldap",   "bind",   "snmp",
    "snmpv3",   "auth",       "priv",      "imap",        "svc",    "relay",  "folder",
    "copier",   "drucker",    "tiskarna",  "laserjet",    "ecosys", "bizhub", "aficio",
    "taskalfa", "workcentre", "versalink", "imagerunner", NULL,
};

void words_of_attackers(const struct config *config, bool (*word)(void *data, const char *word),
                        void *data)
{
    struct pool reported = { 0 };
    struct config_place at = { 0 };
    bool more = config;

    for (size_t i = 0; words_of_product[i]; i++)
        word(data, words_of_product[i]);
    for (size_t i = 0; words_of_trade[i]; i++)
        word(data, words_of_trade[i]);
    while (more && config_next(config, &at)) {
        const char *value = at.setting->guessed ? record_value(at.record, at.setting) : "";

        if (!*value || pool_find(&reported, value))
            continue;
        pool_keep(&reported, value);
        more = settings_words_report(value, word, data);
    }
    pool_free(&reported);
}
