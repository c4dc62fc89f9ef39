#include "screens/form/follow.h"

#include <stdio.h>

#include "backend/base/language.h"

enum { FOLLOW_CHOICES = 16, FOLLOW_TEXT = 400 };

/* The settings that show with the choice and do not show now: "User, Password". */
static void follow_asked(const struct record *record, const struct setting *setting,
                         const char *choice, char text[], size_t size)
{
    struct record *then = record_copy(record);
    size_t used = 0;
    struct err err;

    text[0] = '\0';
    if (record_set(then, setting, choice, &err))
        for (const struct setting *s = record->section->settings; s->key && used < size; s++)
            if (record_shows(then, s) && !record_shows(record, s) && !s->generated)
                used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
                                         tr(s->label));
    record_free(then);
}

const char *const *follow_meanings(const struct record *record, const struct setting *setting)
{
    static char texts[FOLLOW_CHOICES][FOLLOW_TEXT];
    static const char *meanings[FOLLOW_CHOICES + 1];
    size_t i = 0;

    for (; setting->choices[i] && i < FOLLOW_CHOICES; i++) {
        char asked[FOLLOW_TEXT / 2];

        follow_asked(record, setting, setting->choices[i], asked, sizeof asked);
        snprintf(texts[i], sizeof texts[i], tr("%s. Asks for: %s"), tr(setting->meanings[i]),
                 asked);
        meanings[i] = *asked ? texts[i] : tr(setting->meanings[i]);
    }
    meanings[i] = NULL;
    return meanings;
}
