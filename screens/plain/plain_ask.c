/* plain_ask.c - one setting: the question, what the answer does, and what is then wrong with it. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/plain/plain.h"
#include "screens/session/answer.h"

/* ------------------------------------------------ signs that are no answers */

static void plain_ask_explain(const struct setting *setting)
{
    printf("  %s\n", tr(setting->help));
    if (setting->advise)
        printf(tr("  Advised: %s.\n"), setting_shown(setting, setting->advise));
    if (setting->source)
        printf(tr("  Source: %s\n"), setting->source);
    puts(tr("  < goes back, > to the next topic, . leaves; = takes what is advised, - empties."));
}

bool plain_sign(const struct setting *setting, const char *line, enum way *way, bool *asked)
{
    static const struct {
        const char *sign;
        enum way way;
    } signs[] = { { "<", WAY_BACK }, { ">", WAY_SKIP }, { ".", WAY_LEAVE } };

    *asked = strcmp(line, "?") == 0;
    if (*asked)
        plain_ask_explain(setting);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(line, signs[i].sign) == 0) {
            *way = signs[i].way;
            return true;
        }
    return *asked;
}

/* ------------------------------------------------ the question */

/* On lines of their own, once: the question stays short. */
static void plain_ask_choices(const struct setting *setting)
{
    printf("%s:\n", tr(setting->label));
    for (size_t i = 0; setting->choices[i]; i++)
        printf("%2zu %s\n", i + 1, setting_shown(setting, setting->choices[i]));
}

static void add_kind(const struct setting *setting, struct buf *question)
{
    if (setting->type == CHOICE)
        buf_print(question, tr(", by number or name"));
    else if (setting->type == FLAG)
        buf_print(question, tr(", yes or no"));
    else if (setting->type == LIST)
        buf_print(question, tr(", with commas between"));
    else if (setting->unit)
        buf_print(question, " in %s", setting->unit);
}

static void plain_ask_make_question(const struct config_place *place, struct buf *question)
{
    const struct setting *setting = place->setting;
    const char *value = record_value(place->record, setting);

    buf_print(question, "%s", tr(setting->label));
    add_kind(setting, question);
    buf_print(question, " [%s]",
              *value              ? setting_shown(setting, value)
              : setting->required ? tr("needed")
                                  : tr("empty"));
}

/* ------------------------------------------------ the answer */

/* What a choice's number stands for; NULL: the line is none. */
static const char *plain_ask_numbered(const struct setting *setting, const char *line)
{
    char *end;
    unsigned long number = strtoul(line, &end, 10);

    if (setting->type != CHOICE || !isdigit((unsigned char)*line) || *end || number == 0 ||
        setting_rank(setting, line) >= 0)
        return NULL;
    for (size_t i = 0; setting->choices[i]; i++)
        if (i + 1 == number)
            return setting->choices[i];
    return NULL;
}

/* "" where the line is to be kept as an answer. */
static const char *plain_ask_meaning(const struct setting *setting, const char *line)
{
    const char *numbered = plain_ask_numbered(setting, line);

    if (numbered)
        return numbered;
    if (setting->type == FLAG && (answer_is_yes(line) || answer_is_no(line)))
        return answer_is_yes(line) ? "true" : "false";
    if (strcmp(line, "-") == 0)
        return "";
    if (strcmp(line, "=") == 0 && setting->advise)
        return setting->advise;
    return line;
}

void plain_finding(const struct plain *plain, const char *path)
{
    const struct finding *finding = audit_at(&plain->audit, path);

    if (!finding)
        return;
    printf("  %s: %s", finding->level == FAIL ? tr("Problem") : tr("Warning"), finding->why);
    if (*finding->want)
        printf(tr(" Better: %s."), finding->want);
    putchar('\n');
}

static bool plain_ask_take(struct plain *plain, const struct config_place *place, const char *text)
{
    struct session *session = &plain->session;
    char path[PATH_SIZE];
    struct err err;

    config_place_path(place, path);
    if (!change_set(&session->journal, session->config, place, text, &err)) {
        printf("  %s\n", err.text);
        return false;
    }
    plain_changed(plain);
    plain_finding(plain, path);
    return true;
}

enum way plain_ask(struct plain *plain, const struct config_place *place)
{
    AUTO_BUF struct buf question = { 0 };
    char line[LINE_SIZE];
    enum way way = WAY_ON;
    bool asked;

    if (place->setting->type == CHOICE)
        plain_ask_choices(place->setting);
    plain_ask_make_question(place, &question);
    for (;;) {
        if (!line_ask(question.text, line))
            return WAY_LEAVE;
        if (!*line)
            return WAY_ON;
        if (plain_sign(place->setting, line, &way, &asked)) {
            if (!asked)
                return way;
        } else if (plain_ask_take(plain, place, plain_ask_meaning(place->setting, line))) {
            return WAY_ON;
        }
    }
}
