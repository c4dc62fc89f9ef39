#include "screens/form/meter.h"

#include <stdio.h>
#include <string.h>

#include "backend/audit/password.h"
#include "backend/base/language.h"
#include "backend/settings/settings.h"

enum { CELLS = 10 };

static const struct words *words_of(struct app *app)
{
    if (!app->words) {
        app->words = words_new();
        words_of_attackers(app->config, words_add, app->words);
    }
    return app->words;
}

static void form_meter_measure(struct app *app, const struct setting *setting, const char *text,
                               struct strength *strength)
{
    const struct policy rules = policy(app->config);

    password_measure(&rules, setting, attack_find("site"), words_of(app), text, strength);
}

double meter_guesses(struct app *app, const struct setting *setting, const char *text)
{
    struct strength strength = { 0 };

    form_meter_measure(app, setting, text, &strength);
    return strength.guesses_log10;
}

/* Brute force is not a weakness: only what an attacker would recognise is marked. */
static void mark_parts(struct meter *meter, const struct strength *strength)
{
    size_t marked = 0, used = 0;

    meter->weak[0] = '\0';
    for (size_t i = 0; i < strength->count && marked < FORM_WEAK; i++) {
        const struct part *part = &strength->parts[i];

        if (part->kind == BRUTE)
            continue;
        meter->shown.weak[marked].at = part->at;
        meter->shown.weak[marked].size = part->length;
        snprintf(meter->weak + used, sizeof meter->weak - used, "%s%s", marked ? ", " : "",
                 tr(strength_kind_name(part->kind)));
        used = strlen(meter->weak);
        marked++;
    }
    meter->shown.weak_text = meter->weak;
}

void meter_measure(struct meter *meter, struct app *app, const struct setting *setting,
                   const char *text)
{
    struct strength strength = { 0 };

    *meter = (struct meter){ 0 };
    if (!text || !*text)
        return;
    const struct attack *attack = attack_find(setting->attack ? setting->attack : "site");
    form_meter_measure(app, setting, text, &strength);
    meter->setting = setting;
    int filled = (int)(strength.guesses_log10 * CELLS / 20); /* 10^20: nobody guesses that */
    meter->shown.filled = filled > CELLS ? CELLS : filled;
    meter->shown.cells = CELLS;
    meter->shown.mark = app_mark(strength.level);
    strength_words(&strength, attack, meter->text, sizeof meter->text);
    meter->shown.text = meter->text;
    mark_parts(meter, &strength);
    wipe(&strength, sizeof strength);
}

const struct form_meter *meter_shown(const struct meter *meter, const struct setting *setting)
{
    return meter->setting == setting ? &meter->shown : NULL;
}
