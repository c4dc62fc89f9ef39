/* plain_secret.c - a secret: generated, or typed without echo and told how strong it is. */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/setup/prepare.h"
#include "backend/strength/strength.h"
#include "screens/plain/plain.h"
#include "screens/session/print.h"
#include "screens/session/prompt.h"

static void plain_secret_make_question(const struct config_place *place, char question[],
                                       size_t size)
{
    const struct secret *secret = record_hidden(place->record, place->setting);
    const char *state = secret ? tr(print_origin_name(secret_origin(secret))) : tr("not set");

    snprintf(question, size, tr("%s, %st to type one [%s]"), tr(place->setting->label),
             place->setting->recipe ? tr("g to generate, ") : "", state);
}

static bool plain_secret_keep(struct plain *plain, const struct config_place *place,
                              struct secret *secret, struct err *err)
{
    struct session *session = &plain->session;

    if (!change_hide(&session->journal, session->config, place, secret, err))
        return false;
    plain_changed(plain);
    return true;
}

static void report_strength(const struct setting *setting, const struct secret *secret)
{
    const struct attack *attack = attack_find(setting->attack);
    struct strength strength = { 0 };
    char text[200];

    strength_judge(secret_guesses(secret), attack, &strength);
    strength_words(&strength, attack, text, sizeof text);
    printf("  %s\n", text);
}

/* From a pipe it is one line, as every answer there is. */
static bool read_typed(const char *label, struct typed *typed, struct err *err)
{
    char line[LINE_SIZE];

    if (isatty(STDIN_FILENO))
        return prompt_secret(label, true, typed, err) == STATUS_FINE;
    *typed = (struct typed){ 0 };
    bool fits = line_ask(label, line) && strlen(line) <= SECRET_MAX;
    if (fits) {
        typed->size = strlen(line);
        memcpy(typed->text, line, typed->size);
    }
    wipe(line, sizeof line);
    return fits || fail(err, "a secret has 1 to %d bytes", SECRET_MAX);
}

static bool type(struct plain *plain, const struct config_place *place, struct err *err)
{
    const struct setting *setting = place->setting;
    char path[PATH_SIZE];
    struct typed typed;

    config_place_path(place, path);
    struct secret *secret =
        read_typed(tr(setting->label), &typed, err)
            ? prepare_typed(plain->session.config, setting, typed.text, typed.size, TYPED, err)
            : NULL;
    wipe(&typed, sizeof typed);
    if (!secret)
        return false;
    report_strength(setting, secret);
    if (!plain_secret_keep(plain, place, secret, err))
        return false;
    plain_finding(plain, path);
    return true;
}

static bool plain_secret_generate(struct plain *plain, const struct config_place *place,
                                  struct err *err)
{
    if (!place->setting->recipe)
        return fail(err, "it is issued by the other end: enter it");
    if (!plain_secret_keep(plain, place, secret_generate(place->setting->recipe, time(NULL)), err))
        return false;
    puts(tr("  Generated. \"printseal secret show\" shows it when the other side needs it."));
    return true;
}

static bool plain_secret_take(struct plain *plain, const struct config_place *place,
                              const char *line, struct err *err)
{
    if (strcasecmp(line, "g") == 0)
        return plain_secret_generate(plain, place, err);
    if (strcasecmp(line, "t") == 0)
        return type(plain, place, err);
    if (strcmp(line, "-") == 0)
        return plain_secret_keep(plain, place, NULL, err);
    return fail(err, "please answer g, t, or nothing; what is typed here would be seen");
}

enum way plain_ask_secret(struct plain *plain, const struct config_place *place)
{
    char question[256], line[LINE_SIZE];
    enum way way = WAY_ON;
    struct err err;
    bool asked;

    plain_secret_make_question(place, question, sizeof question);
    for (;;) {
        if (!line_ask(question, line))
            return WAY_LEAVE;
        if (!*line)
            return WAY_ON;
        if (plain_sign(place->setting, line, &way, &asked)) {
            if (!asked)
                return way;
            continue;
        }
        bool taken = plain_secret_take(plain, place, line, &err);
        wipe(line, sizeof line); /* somebody may have typed the secret itself */
        if (taken)
            return WAY_ON;
        printf("  %s\n", err.text);
    }
}
