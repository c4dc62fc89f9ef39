/* Any bytes as printseal.conf: no crash, and what can be read comes back from what is written, with
 * its comments where they were. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/store/conf/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

static void there_and_back(const struct config *config, const char *old)
{
    AUTO_BUF struct buf first = { 0 }, second = { 0 };
    struct err err = { "" };
    size_t differences = 0;

    conf_write(config, old, false, &first);
    struct config *again = conf_read(first.text, first.size, "a", NULL, NULL, &err);
    if (!again)
        __builtin_trap();
    config_differences(config, again, count, &differences);
    conf_write(again, first.text, false, &second);
    if (differences || strcmp(first.text, second.text) != 0)
        __builtin_trap();
    config_free(again);
}

static bool no_secret(void *data, struct record *record, const struct setting *setting,
                      const char *text, struct err *err)
{
    (void)data, (void)record, (void)setting, (void)text;
    return fail(err, "there is none");
}

/* Read a few records at a time, it is what it is when it is read at once, as answers are. */
static void same_at_once(const struct config *config, const char *text, size_t size)
{
    struct config *once = conf_read(text, size, "a", no_secret, NULL, NULL);
    size_t differences = 0;

    if (once && config)
        config_differences(config, once, count, &differences);
    if (!once != !config || differences)
        __builtin_trap();
    config_free(once);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = memcpy(calloc(1, size + 1), data, size);
    struct err err = { "" };
    struct config *config = conf_read(text, size, "a", NULL, NULL, &err);
    AUTO_BUF struct buf out = { 0 };

    same_at_once(config, text, size);
    if (config)
        there_and_back(config, text);
    else if (!*err.text)
        __builtin_trap();
    else { /* comments of a text that nobody can read */
        config = config_new();
        conf_write(config, text, false, &out);
    }
    config_free(config);
    free(text);
    return 0;
}
