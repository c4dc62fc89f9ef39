#include "backend/settings/settings.h"

#include "backend/base/mem.h"
#include "backend/base/pool.h"

static void settings_words_report(const char *text, void (*word)(void *data, const char *word),
                                  void *data)
{
    AUTO_FREE char *lower = copy(text);

    for (char *c = lower; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    word(data, lower);
}

const char *const words_of_product[] = {
    "myq",     "printseal", "printserver", "print",     "printer", "admin",   "brother",
    "canon",   "epson",     "fujifilm",    "hewlett",   "konica",  "kyocera", "lexmark",
    "minolta", "olivetti",  "oki",         "panasonic", "pantum",  "packard", "ricoh",
    "samsung", "sharp",     "toshiba",     "utax",      "xerox",   NULL,
};

void words_of_attackers(const struct config *config, void (*word)(void *data, const char *word),
                        void *data)
{
    struct pool reported = { 0 };
    struct config_place at = { 0 };

    for (size_t i = 0; words_of_product[i]; i++)
        word(data, words_of_product[i]);
    while (config_next(config, &at)) {
        if (!at.setting->guessed)
            continue;
        const char *value = record_value(at.record, at.setting);
        if (!*value || pool_find(&reported, value))
            continue;
        pool_keep(&reported, value);
        settings_words_report(value, word, data);
    }
    pool_free(&reported);
}
