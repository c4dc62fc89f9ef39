/* remaining.c - what is left to do outside of here, once something is saved; each line a jump. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "backend/probe/tested.h"
#include "backend/settings/settings.h"
#include "screens/live/live.h"
#include "screens/wizard/exports.h"
#include "tui/list.h"
#include "tui/text.h"

enum { REMAINING_MAX = 24 };

struct remaining {
    enum mark mark;
    char text[200], where[40];
    const char *help;
    const struct screen *screen; /* to be opened; NULL: path, and without one nothing */
    const char *path;            /* of a topic, or the name of an export */
};

struct remaining_state {
    struct app *app;
    struct list list;
    struct remaining items[REMAINING_MAX];
    size_t count;
};

static struct remaining *remaining_add(struct remaining_state *state, enum mark mark,
                                       const char *help)
{
    struct remaining *item =
        &state->items[state->count < REMAINING_MAX - 1 ? state->count++ : REMAINING_MAX - 1];

    *item = (struct remaining){ .mark = mark, .help = help };
    return item;
}

/* ------------------------------------------------ what there is to do */

static void remaining_certificate(struct remaining_state *state)
{
    static const struct {
        const char *text, *help;
    } texts[] = {
        [AWAITS_NOTHING] = { "", "" },
        [AWAITS_REQUEST] = { "Send a request to the company's CA",
                             "Makes the key of this server's CA and the request, as a file to "
                             "send." },
        [AWAITS_SIGNATURE] = { "Import the answer of the company's CA",
                               "The certificate that came back. The request can be saved again, "
                               "too." },
        [AWAITS_ANSWER] = { "Import the answer of the CA",
                            "The certificate that came back. The request can be saved again, "
                            "too." },
        [AWAITS_IMPORT] = { "Import the certificate",
                            "A PFX, or certificate, key and chain. Or make key and request "
                            "here first." },
    };
    enum pending pending = state->app->certificate.pending;

    if (pending == AWAITS_NOTHING)
        return;
    struct remaining *item = remaining_add(state, MARK_INCOMPLETE, tr(texts[pending].help));
    snprintf(item->text, sizeof item->text, "%s", tr(texts[pending].text));
    snprintf(item->where, sizeof item->where, "%s", tr("Certificates"));
    item->screen = &certificates_screen;
}

/* Only a command makes another one: the wizard shows it at the first save. */
static void remaining_code(struct remaining_state *state)
{
    if (!state->app->known.kept.code)
        return;
    struct remaining *item =
        remaining_add(state, MARK_WARN,
                      tr("Nobody has confirmed having it. Quit, then \"printseal passwd "
                         "--recovery\" makes another and shows it."));
    snprintf(item->text, sizeof item->text, "%s", tr("Make a recovery code and keep it"));
    snprintf(item->where, sizeof item->where, "%s", tr("a command"));
}

/* Who else has to be given a secret that was made here. */
static const struct {
    const struct section *section;
    const char *end;
} ends[] = {
    { &central_section, "at the central server" }, { &smtp_section, "at the mail server" },
    { &inbox_section, "at the mail server" },      { &radius_section, "at the RADIUS server" },
    { &ldap_section, "in the directory" },         { &snmp_section, "on the devices" },
    { &printers_section, "on the printers" },      { &rest_section, "in the applications" },
};

static size_t remaining_secrets_of(const struct record *record)
{
    size_t count = 0;

    for (const struct setting *s = record->section->settings; s->key; s++)
        count += s->type == SECRET && !s->generated && record_shows(record, s) &&
                 record_hidden(record, s) && secret_origin(record_hidden(record, s)) == GENERATED;
    return count;
}

static void remaining_secrets(struct remaining_state *state)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const struct table *table = config_table(state->app->config, ends[i].section);
        size_t count = 0;

        for (size_t k = 0; k < table->count; k++)
            count += remaining_secrets_of(table->records[k]);
        if (!count)
            continue;
        struct remaining *item =
            remaining_add(state, MARK_INCOMPLETE,
                          tr("Ctrl-R shows a secret for ten seconds. An export for the "
                             "other end has them, too."));
        snprintf(item->text, sizeof item->text, tr("Enter %s %s made here %s"),
                 shown_count(count).text, trn("secret", "secrets", count), tr(ends[i].end));
        snprintf(item->where, sizeof item->where, "%s", tr(ends[i].section->title));
        item->path = ends[i].section->key;
    }
}

static void remaining_export(struct remaining_state *state, const char *text, const char *target,
                             const char *help)
{
    struct remaining *item = remaining_add(state, MARK_INCOMPLETE, help);

    snprintf(item->text, sizeof item->text, "%s", text);
    snprintf(item->where, sizeof item->where, tr("Exports: %s"), target);
    item->screen = &exports_screen;
    item->path = target;
}

static void remaining_exports(struct remaining_state *state)
{
    if (state->app->certificate.present)
        remaining_export(state, tr("Put the certificate on the print server"), "myq-cert",
                         tr("Writes the files for MyQ's folder Cert."));
    if (strcmp(certificate_settings(state->app->config).mode, "builtin") == 0)
        remaining_export(
            state, tr("Give the root certificate to all clients"), "windows-trust",
            tr("Clients trust this server's own CA only when they have its root certificate. "
               "There are exports for Apple, Linux and Firefox, too."));
    remaining_export(state, tr("Open the firewall of the print server"), "windows-firewall",
                     tr("A PowerShell script, with one that undoes it."));
    remaining_export(state, tr("Set the rest in MyQ by hand"), "myq-checklist",
                     tr("Every manual step with the values of this site."));
}

static void remaining_tests(struct remaining_state *state)
{
    struct tested_count tests;

    tested_count(state->app->tested, state->app->config, TESTED_COUNTED, &tests);
    if (!tests.never && !tests.failed)
        return;
    struct remaining *item = remaining_add(state, tests.failed ? MARK_FAIL : MARK_INCOMPLETE,
                                           tr("Tries every connection for real, before users do."));
    if (tests.failed)
        snprintf(item->text, sizeof item->text, tr("%s live %s: %s"),
                 shown_count(tests.failed).text, trn("test fails", "tests fail", tests.failed),
                 tests.first);
    else
        snprintf(item->text, sizeof item->text, tr("Test %s %s"), shown_count(tests.never).text,
                 trn("connection", "connections", tests.never));
    snprintf(item->where, sizeof item->where, tr("Live tests"));
    item->screen = &live_screen;
}

static void remaining_gather(struct remaining_state *state)
{
    state->count = 0;
    if (!state->app->saved)
        return;
    remaining_certificate(state);
    remaining_code(state);
    remaining_exports(state);
    remaining_secrets(state);
    remaining_tests(state);
}

/* ------------------------------------------------ the list */

static size_t remaining_count(const void *data)
{
    return ((const struct remaining_state *)data)->count;
}

static void remaining_row(const void *data, size_t i, struct list_row *row)
{
    const struct remaining *item = &((const struct remaining_state *)data)->items[i];

    row->mark = item->mark;
    row->cell[0] = item->text;
    row->cell[1] = item->where;
}

static const struct list_model remaining_model = { .count = remaining_count, .row = remaining_row };

static void remaining_open(void *data, struct app *app, const void *subject)
{
    struct remaining_state *state = data;

    (void)subject;
    state->app = app;
    state->list =
        (struct list){ .model = &remaining_model, .data = state, .columns = 2, .width = { 0, 25 } };
    remaining_gather(state);
}

static void remaining_changed(void *data, struct app *app)
{
    (void)app;
    remaining_gather(data);
    list_settle(&((struct remaining_state *)data)->list);
}

static void remaining_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct remaining_state *state = data;
    struct list list = state->list;

    list.columns = frame_narrow() ? 1 : 2; /* where to is what Enter shows */
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("What is left to do"));
    area = frame_below(area);
    if (state->count)
        list_draw(&list, area, active);
    else
        text_put_wrapped((struct area){ area.y, area.x + 1, area.rows, area.cols - 2 },
                         app->saved ? tr("Nothing.") : tr("Save first: then it is known."));
}

static enum key_answer remaining_key(void *data, struct app *app, struct area area, int pressed)
{
    struct remaining_state *state = data;
    const struct remaining *item = &state->items[state->list.focus];

    area = frame_below(area);
    if (pressed != K_ENTER || !state->count)
        return list_key(&state->list, area, pressed);
    if (item->screen == &exports_screen)
        exports_show(app, item->path);
    else if (item->screen == &live_screen)
        live_start(app, &(struct live_ask){ 0 });
    else if (item->screen)
        app_push(app, item->screen, NULL);
    else if (item->path)
        app_go(app, item->path);
    else
        app_report(app, MARK_NONE, "Quit, then: printseal passwd --recovery");
    return TAKEN;
}

static const char *remaining_help(const void *data, const struct app *app, const char **source)
{
    static char text[600];
    const struct remaining_state *state = data;
    const struct remaining *item = &state->items[state->list.focus];

    (void)app;
    (void)source;
    if (!state->count || !frame_narrow())
        return state->count ? tr(item->help) : "";
    snprintf(text, sizeof text, "%s. %s", item->text, tr(item->help));
    return text;
}

static bool remaining_can(const void *data, const struct app *app, const struct action *action)
{
    (void)app;
    return action->key != K_ENTER || ((const struct remaining_state *)data)->count;
}

static const struct action remaining_actions[] = {
    { K_ENTER, "Enter", "go there" },
    { '/', "/", "search" },
    { K_CTRL('o'), "^O", "more" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen remaining_screen = {
    .size = sizeof(struct remaining_state),
    .whole = true,
    .actions = remaining_actions,
    .can = remaining_can,
    .open = remaining_open,
    .draw = remaining_draw,
    .key = remaining_key,
    .changed = remaining_changed,
    .help_narrow = 3,
    .help = remaining_help,
};
