#include "screens/form/about.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/form/record.h"
#include "screens/live/live.h"

/* ------------------------------------------------ words */

/* By the path alone: the first frame shows it before anything is read. */
const struct setting *about_setting_of(const char *path)
{
    char key[64], name[64];
    const struct section *section =
        config_find_part(&path, key, sizeof key) ? section_find(key) : NULL;
    bool whole = section && (!section->list || config_find_part(&path, name, sizeof name)) &&
                 config_find_part(&path, key, sizeof key) && !*path;

    return whole ? setting_find(section, key) : NULL;
}

void about_words(const char *path, char text[], size_t size)
{
    char key[64], name[64] = "", last[64] = "";
    const char *rest = path;
    const struct section *section =
        config_find_part(&rest, key, sizeof key) ? section_find(key) : NULL;
    bool whole = section && (!section->list || config_find_part(&rest, name, sizeof name)) &&
                 config_find_part(&rest, last, sizeof last) && !*rest;
    const struct setting *setting = whole && *last ? setting_find(section, last) : NULL;

    if (!whole || (*last && !setting))
        snprintf(text, size, "%s", path);
    else
        snprintf(text, size, "%s%s%s%s%s", tr(section->title), *name ? " " : "", name,
                 setting ? ": " : "", setting ? tr(setting->label) : "");
}

const char *about_want(const struct setting *setting, const struct finding *finding)
{
    return setting ? setting_shown(setting, finding->want) : finding->want;
}

bool about_empty(const struct setting *setting, const struct finding *finding)
{
    return setting->type != SECRET && setting->required && !*finding->value;
}

bool about_takes(const struct setting *setting, const struct finding *finding)
{
    struct err err;

    if (setting->type == SECRET)
        return setting->recipe != NULL;
    return *finding->want && !about_empty(setting, finding) &&
           setting_check(setting, finding->want, &err);
}

static void about_secret(const struct app *app, const struct secret *secret, char text[],
                         size_t size)
{
    static const char *const origins[] = {
        [GENERATED] = "made here", [TYPED] = "typed", [IMPORTED] = "imported"
    };
    char day[DAY_SIZE];

    if (!secret) {
        snprintf(text, size, "%s", app->notes.vault == VAULT_FINE ? tr("not set") : tr("sealed"));
        return;
    }
    shown_day(secret_made(secret), day);
    snprintf(text, size, "%s %s", tr(origins[secret_origin(secret)]), day);
}

void about_value(const struct app *app, const struct record *record, const struct setting *setting,
                 char text[], size_t size)
{
    if (setting->type == SECRET)
        about_secret(app, record_hidden(record, setting), text, size);
    else
        snprintf(text, size, "%s%s%s", setting_shown(setting, record_value(record, setting)),
                 setting->unit ? " " : "", setting->unit ? tr(setting->unit) : "");
}

/* ------------------------------------------------ what is wrong */

enum { ABOUT_WRONG = 12 }; /* findings that are listed; the counts tell of the rest */

static void about_finding(struct side *side, const struct finding *finding, bool named)
{
    char words[160] = "";

    if (named)
        about_words(finding->path, words, sizeof words);
    const char *label = strchr(words, ':') ? strchr(words, ':') + 2 : words;
    side_marked(side, app_mark(finding->level), "%s%s%s", label, *label ? ": " : "", finding->why);
}

/* What about_wrong() hands on. */
struct about_wrong {
    struct side *side;
    bool named;
    size_t shown;
};

static void about_wrong_one(void *data, const struct finding *finding)
{
    struct about_wrong *wrong = data;

    if (finding->waived || wrong->shown >= ABOUT_WRONG)
        return;
    if (!wrong->shown++)
        side_add(wrong->side, SIDE_HEAD, "What is wrong");
    about_finding(wrong->side, finding, wrong->named);
}

static void about_wrong(struct side *side, const struct app *app, const struct config_place *place,
                        bool named)
{
    struct about_wrong wrong = { side, named, 0 };

    audit_each_in(&app->audit, place, about_wrong_one, &wrong);
}

/* ------------------------------------------------ a setting */

static void about_do_secret(struct side *side, const struct setting *setting)
{
    if (setting->recipe && !setting->generated)
        side_add(side, SIDE_PLAIN, "Ctrl-G makes one of %zu characters.", setting->recipe->length);
    if (setting->issued)
        side_add(side, SIDE_PLAIN, "Then set the same one at the other end: Ctrl-R shows it.");
}

/* The remedy: a value to take, or what a person must do. */
static void about_do(struct side *side, const struct app *app, const struct config_place *place,
                     const char *path)
{
    const struct finding *finding = audit_at(&app->audit, path);
    const struct setting *setting = place->setting;
    bool empty = setting->type != SECRET && !*record_value(place->record, setting);
    bool wants = finding && *finding->want && !(setting->required && empty);

    if (!wants && (!finding || setting->type != SECRET))
        return;
    side_add(side, SIDE_HEAD, "What to do");
    if (wants)
        side_add(side, SIDE_PLAIN,
                 setting->type != SECRET && about_takes(setting, finding)
                     ? "Should be: %s. Ctrl-T takes it."
                     : "Should be: %s.",
                 about_want(setting, finding));
    if (setting->type == SECRET)
        about_do_secret(side, setting);
}

static void about_allowed(struct side *side, const struct setting *setting)
{
    char text[SIDE_TEXT] = "";

    if (setting->type == NUMBER)
        snprintf(text, sizeof text, tr("%ld to %ld%s%s"), setting->min, setting->max,
                 setting->unit ? " " : "", setting->unit ? tr(setting->unit) : "");
    if (setting->type == LIST)
        snprintf(text, sizeof text, tr("several, comma between"));
    side_fact(side, "Allowed", MARK_NONE, "%s", text);
}

/* The choices, each with what follows from it; of a list what the other end knows. */
static void about_choices(struct side *side, const struct setting *setting)
{
    if (setting->known)
        side_add(side, SIDE_HEAD, "Known values");
    for (const struct known *known = setting->known; known && known->value; known++)
        side_add(side, SIDE_PLAIN,
                 known->wide ? "%s: reaches far beyond the application's own data." : "%s",
                 known->value);
    if (setting->type != CHOICE)
        return;
    side_add(side, SIDE_HEAD, "Choices");
    for (size_t i = 0; setting->choices[i]; i++)
        side_fact(side, setting_shown(setting, setting->choices[i]), MARK_NONE, "%s",
                  tr(setting->meanings[i]));
}

static void about_facts(struct side *side, const struct app *app, const struct config_place *place,
                        const char *path)
{
    const struct setting *setting = place->setting;
    char text[SIDE_TEXT];

    side_add(side, SIDE_HEAD, "In short");
    about_value(app, place->record, setting, text, sizeof text);
    side_fact(side, "Now", MARK_NONE, "%s", *text ? text : tr("empty"));
    if (setting->initial)
        side_fact(side, "Default", MARK_NONE, "%s", setting_shown(setting, setting->initial));
    about_allowed(side, setting);
    side_fact(side, "Path", MARK_NONE, "%s", path);
    side_fact(side, "Source", MARK_NONE, "%s", setting->source ? setting->source : "");
}

void about_setting(struct side *side, const struct app *app, const struct config_place *place)
{
    char path[PATH_SIZE];

    config_place_path(place, path);
    side_add(side, SIDE_TITLE, "%s", tr(place->setting->label));
    side_add(side, SIDE_PLAIN, "%s", tr(place->setting->help));
    about_wrong(side, app, place, false);
    about_do(side, app, place, path);
    about_choices(side, place->setting);
    about_facts(side, app, place, path);
}

/* ------------------------------------------------ a record, a topic */

static void about_values(struct side *side, const struct app *app, const struct config_place *place)
{
    char text[SIDE_TEXT], path[PATH_SIZE];

    for (const struct setting *s = place->table->section->settings; s->key; s++) {
        struct config_place at = { place->table, place->record, s };

        if (!record_shows(place->record, s))
            continue;
        config_place_path(&at, path);
        const struct finding *finding = audit_at(&app->audit, path);
        about_value(app, place->record, s, text, sizeof text);
        side_fact(side, tr(s->label), finding ? app_mark(finding->level) : MARK_NONE, "%s",
                  *text ? text : "-");
    }
}

static void about_live(struct side *side, const struct app *app, const struct config_place *place)
{
    char note[160];
    enum mark mark;

    if (!live_can(place->table->section))
        return;
    side_add(side, SIDE_HEAD, "Live test");
    live_note(app, place, note, sizeof note, &mark);
    side_marked(side, mark, "%s", note);
    side_add(side, SIDE_PLAIN, "%s", live_reason(app, place));
}

void about_record(struct side *side, const struct app *app, const struct config_place *place)
{
    const struct section *section = place->table->section;
    char path[PATH_SIZE];

    config_place_path(place, path);
    side_add(side, SIDE_TITLE, "%s%s%s", tr(section->title), section->list ? " " : "",
             section->list ? record_name(place->record) : "");
    if (!section->list)
        side_add(side, SIDE_PLAIN, "%s", tr(section->help));
    side_add(side, SIDE_HEAD, "Settings");
    about_values(side, app, place);
    about_wrong(side, app, place, true);
    about_live(side, app, place);
}

void about_section(struct side *side, const struct app *app, size_t number)
{
    const struct section *section = sections[number];

    if (!app->from_startup && !section->list) {
        struct table *table = &app->config->tables[number];

        about_record(side, app, &(struct config_place){ table, table->records[0], NULL });
        return;
    }
    side_add(side, SIDE_TITLE, "%s", tr(section->title));
    side_add(side, SIDE_PLAIN, "%s", tr(section->help));
    if (app->config) /* with what is known from the start before there is none yet */
        about_wrong(side, app, &(struct config_place){ &app->config->tables[number], NULL, NULL },
                    true);
}
