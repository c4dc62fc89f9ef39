/* explain.c - what a finding or a setting is about, why it matters, and how to fix it. */
#include <string.h>

#include "backend/audit/explain.h"
#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/pool.h"
#include "backend/base/suggest.h"
#include "backend/base/utf8.h"
#include "screens/commands/commands.h"
#include "screens/session/output.h"

enum { EXPLAIN_LEFT = 9 };

/* What is printed: of a setting, of a rule, or of a whole section. */
struct explain_page {
    struct explained about;
    char path[PATH_SIZE]; /* as the commands to fix it name it */
    char id[PATH_SIZE];   /* of a rule, without a place behind it */
    const char *title;
    struct buf fix;     /* a line each */
    struct buf details; /* sentences of a certificate's id, a line each */
};

/* ------------------------------------------------ finding it */

/* "radius.hq.secret", "radius.secret" and "radius.NAME.secret" are the same row. */
static bool explain_setting(const char *path, struct explain_page *page)
{
    char section[64];
    const char *dot = strchr(path, '.'), *key = strrchr(path, '.');

    if (!dot || (size_t)(dot - path) >= sizeof section || strlen(path) >= PATH_SIZE)
        return false;
    snprintf(section, sizeof section, "%.*s", (int)(dot - path), path);
    const struct section *found = section_find(section);
    const struct setting *setting = found ? setting_find(found, key + 1) : NULL;
    if (!setting || (dot != key && !found->list))
        return false;
    page->about = (struct explained){ .kind = EXPLAINED_SETTING,
                                      .id = path,
                                      .section = found,
                                      .setting = setting,
                                      .what = tr(setting->help),
                                      .why = setting->risk ? tr(setting->risk) : "",
                                      .source = setting->source };
    if (found->list && dot == key)
        snprintf(page->path, PATH_SIZE, "%.40s.NAME.%.40s", section, key + 1);
    else
        snprintf(page->path, PATH_SIZE, "%s", path);
    return true;
}

static bool explain_section(const char *path, struct explain_page *page)
{
    const struct section *section = section_find(path);

    if (!section)
        return false;
    page->about = (struct explained){ .kind = EXPLAINED_SETTING,
                                      .id = section->key,
                                      .section = section,
                                      .what = tr(section->help),
                                      .why = "",
                                      .source = section->source };
    return true;
}

/* The word that may have been meant; ids of settings last no longer than the call. */
struct explain_offers {
    struct suggest suggest;
    struct pool ids;
};

static void explain_offer(void *data, const struct explained *explained)
{
    struct explain_offers *offers = data;

    suggest_try(&offers->suggest, pool_keep(&offers->ids, explained->id));
}

static bool explain_unknown(const char *word, struct err *err)
{
    struct explain_offers offers = { .suggest = suggest_start(word) };

    explain_each(explain_offer, &offers);
    const char *best = suggest_best(&offers.suggest);
    fail(err, "there is no finding and no setting \"%s\"; %s%s%s", word,
         *best ? tr("did you mean \"") : tr("printseal explain lists them"), best,
         *best ? "\"?" : "");
    pool_free(&offers.ids);
    return false;
}

/* ID@PATH, as waivers and reports have it, is the rule, or the setting at that place. */
static bool explain_look_up(const char *word, struct explain_page *page, struct err *err)
{
    const char *at = strchr(word, '@');
    AUTO_FREE char *id = format("%.*s", at ? (int)(at - word) : (int)strlen(word), word);

    if (explain_find(id, &page->about) && page->about.kind != EXPLAINED_SETTING) {
        page->about.id = word;
        snprintf(page->id, sizeof page->id, "%s", id);
        return true;
    }
    return explain_setting(at ? at + 1 : word, page) || explain_section(at ? at + 1 : word, page) ||
           explain_unknown(word, err);
}

/* ------------------------------------------------ how to fix it */

static void explain_fix_setting(struct explain_page *page)
{
    const struct setting *setting = page->about.setting;
    const char *want = setting->advise ? setting->advise : setting->fail_below;

    if (setting->type == SECRET)
        buf_print(&page->fix, tr("printseal secret %s %s\n"), setting->recipe ? "rotate" : "set",
                  page->path);
    else
        buf_print(&page->fix, tr("printseal set %s=%s\n"), page->path, want ? want : "VALUE");
    buf_print(&page->fix, tr("In the wizard: %s, %s.\n"), tr(page->about.section->title),
              tr(setting->label));
}

static void explain_detail(void *data, const char *why, const char *fix, bool refused)
{
    struct explain_page *page = data;

    buf_print(&page->details, "%s: %s %s\n", refused ? tr("refused") : tr("warning"), why, fix);
}

static void explain_prepare(struct explain_page *page)
{
    const struct explained *about = &page->about;

    page->title = about->setting   ? tr(about->setting->label)
                  : about->section ? tr(about->section->title)
                                   : tr(about->what);
    if (about->setting)
        explain_fix_setting(page);
    else if (about->fix && *about->fix)
        buf_print(&page->fix, "%s\n", tr(about->fix));
    if (about->kind != EXPLAINED_SETTING)
        explain_sentences(page->id, explain_detail, page);
}

/* ------------------------------------------------ text */

static void explain_lines(const struct page *page, const char *name, const char *text)
{
    while (text && *text) {
        size_t size = strcspn(text, "\n");
        AUTO_FREE char *line = format("%.*s", (int)size, text);

        buf_print(page->out, "%s%*s", name, utf8_blanks(name, EXPLAIN_LEFT), "");
        page_words(page, line, EXPLAIN_LEFT, EXPLAIN_LEFT);
        name = "";
        text += size + (text[size] == '\n');
    }
}

static void explain_facts(const struct page *page, const struct setting *setting)
{
    AUTO_FREE char *below =
        format("%s %s", setting->type == SECRET ? tr("shorter than") : tr("weaker than"),
               setting->fail_below ? setting->fail_below : "");

    for (size_t i = 0; setting->type == CHOICE && setting->choices[i]; i++) {
        AUTO_FREE char *line = format("%s: %s", setting->choices[i], tr(setting->meanings[i]));
        explain_lines(page, i ? "" : tr("choices"), line);
    }
    if (setting->initial && *setting->initial)
        explain_lines(page, tr("default"), setting->initial);
    if (setting->fail_below)
        explain_lines(page, tr("problem"), below);
    if (setting->advise)
        explain_lines(page, tr("advised"), setting->advise);
    if (setting->when)
        explain_lines(page, tr("if"), setting->when);
}

static void explain_settings_of(const struct page *page, const struct section *section)
{
    for (const struct setting *s = section->settings; s->key; s++)
        buf_print(page->out, "%*s%s.%s%s: %s\n", EXPLAIN_LEFT, "", section->key,
                  section->list ? "NAME." : "", s->key, tr(s->label));
}

static void explain_print(const struct explain_page *about, struct buf *out)
{
    const struct look look = output_look(NULL);
    const struct page page = { .look = &look, .out = out };

    explain_lines(&page, tr("id"), about->about.id);
    explain_lines(&page, tr("what"), tr(about->about.what));
    if (about->about.setting)
        explain_facts(&page, about->about.setting);
    else if (about->about.section)
        explain_settings_of(&page, about->about.section);
    explain_lines(&page, tr("why"), tr(about->about.why));
    explain_lines(&page, tr("cases"), about->details.text);
    explain_lines(&page, tr("fix"), about->fix.text);
    explain_lines(&page, tr("source"), about->about.source);
}

/* ------------------------------------------------ JSON */

static json_t *explain_array(const char *lines)
{
    json_t *array = must(json_array());

    while (lines && *lines) {
        size_t size = strcspn(lines, "\n");

        json_array_append_new(array, json_stringn(lines, size));
        lines += size + (lines[size] == '\n');
    }
    return array;
}

/* assets/schema/explain.json */
static void explain_json(const struct explain_page *page, struct buf *out)
{
    static const char *const kinds[] = { [EXPLAINED_SETTING] = "setting",
                                         [EXPLAINED_RULE] = "rule",
                                         [EXPLAINED_CERTIFICATE] = "certificate" };
    const struct explained *about = &page->about;
    const struct setting *setting = about->setting;

    dump(json_pack(
             "{s:i, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s?, s:s?, s:s?}", "version", 1, "id",
             about->id, "kind", about->section && !setting ? "section" : kinds[about->kind],
             "title", tr(page->title), "what", about->what, "why", about->why, "cases",
             explain_array(page->details.text), "fix", explain_array(page->fix.text), "source",
             about->source, "default", setting ? setting->initial : NULL, "fail_below",
             setting ? setting->fail_below : NULL, "advised", setting ? setting->advise : NULL),
         0, out);
    buf_print(out, "\n");
}

/* ------------------------------------------------ the command */

struct explain_list {
    struct buf *out;
    bool json;
    size_t count;
};

static void explain_list_one(void *data, const struct explained *explained)
{
    struct explain_list *list = data;

    if (!list->json) {
        buf_print(list->out, "%-32s %s\n", explained->id,
                  explained->setting ? tr(explained->setting->label) : tr(explained->what));
        return;
    }
    buf_print(list->out, list->count++ ? ",\n  " : "\n  ");
    dump(json_pack("{s:s, s:s}", "id", explained->id, "source", explained->source), 0, list->out);
}

static enum status explain_all(bool json)
{
    AUTO_BUF struct buf out = { 0 };
    struct explain_list list = { .out = &out, .json = json };

    if (json)
        buf_print(&out, "{\"version\": 1, \"ids\": [");
    explain_each(explain_list_one, &list);
    if (json)
        buf_print(&out, "]}\n");
    return output_text(&out);
}

enum status command_explain(const struct command *command, const struct context *context, int count,
                            char *const args[])
{
    struct arguments arguments;
    struct explain_page page = { 0 };
    AUTO_BUF struct buf out = { 0 };
    struct err err;

    (void)context;
    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (!arguments.count)
        return explain_all(arguments_json(&arguments));
    if (!explain_look_up(arguments.words[0], &page, &err))
        return session_complain(STATUS_USAGE, &err);
    explain_prepare(&page);
    (arguments_json(&arguments) ? explain_json : explain_print)(&page, &out);
    buf_free(&page.fix);
    buf_free(&page.details);
    return output_text(&out);
}
