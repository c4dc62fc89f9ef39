/* discover_ask.c - the page before anything is sent: what would be asked, of whom, and what for. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "screens/app/guide.h"
#include "screens/discover/discover.h"

void discover_ask_fill(struct discover_screen *state)
{
    struct err err = { 0 };
    bool can = discover_job_fill(&state->discovery.job, state->app->config,
                                 *state->domain ? state->domain : NULL, NULL, NULL, &err);

    if (can)
        *state->why = '\0';
    else
        snprintf(state->why, sizeof state->why, "%.190s",
                 *state->domain ? err.text : discover_no_domain);
}

/* ------------------------------------------------ another domain */

static bool discover_ask_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct discover_screen *state = discover_screen_state(app);
    static const char option[] = "--domain: "; /* as the command calls it */
    struct discover_job job;
    struct err err;

    (void)data;
    if (button != 0)
        return true;
    if (*typed && !discover_job_fill(&job, app->config, typed, NULL, NULL, &err))
        return app_report(app, MARK_FAIL, "%s",
                          err.text + (strncmp(err.text, option, strlen(option)) == 0
                                          ? strlen(option)
                                          : 0)),
               false;
    snprintf(state->domain, sizeof state->domain, "%s", *typed ? job.domain : "");
    discover_ask_fill(state);
    discover_ask_put(state);
    return true;
}

static void discover_ask_domain(struct app *app)
{
    static const char *const buttons[] = { "Take it", "Cancel", NULL };

    app_ask(app, &(struct question){ .title = "Domain",
                                     .text = "Which domain is to be asked about? Empty: that of "
                                             "this server's name.",
                                     .buttons = buttons,
                                     .line = discover_screen_state(app)->discovery.job.domain,
                                     .answered = discover_ask_answered });
}

/* ------------------------------------------------ the page */

/* Behind the server's name the first set-up goes on; called from elsewhere it goes back there. */
void discover_ask_on(struct app *app)
{
    const struct section *step = app->step ? app->step : &server_section;

    if (!app->guided) {
        app_pop(app);
    } else if (step == &server_section) {
        app_step(app, step, 1);
    } else {
        app_home(app);
        app_topic(app, section_number(step));
    }
}

static void discover_ask_all(struct app *app)
{
    discover_run_start(app);
}

static void discover_ask_names(struct app *app)
{
    discover_screen_state(app)->discovery.job.names_only = true;
    discover_run_start(app);
}

static void discover_ask_action(struct discover_screen *state, const char *text, const char *more,
                                void (*run)(struct app *app))
{
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_ACTION, text);

    snprintf(line->more, sizeof line->more, "%s", more);
    line->run = run;
}

static void discover_ask_actions(struct discover_screen *state)
{
    if (!*state->why) {
        discover_ask_action(state, state->asked ? tr("Ask again") : tr("Ask now"),
                            tr("Sends what is listed below, to nobody else, and no password; Esc "
                               "stops it. What is found is shown, and nothing is taken by itself."),
                            discover_ask_all);
        discover_ask_action(state, tr("Ask name servers only"),
                            tr("No host is contacted: whether directory and mail servers answer "
                               "stays unknown."),
                            discover_ask_names);
    }
    if (state->app->guided)
        discover_ask_action(state, tr("Go on without asking"),
                            tr("Nothing is sent. It can be asked later, from the overview."),
                            discover_ask_on);
    discover_ask_action(
        state, *state->why ? tr("Name the domain") : tr("Another domain"),
        tr("Such as corp.example.com: where directory and mail servers are published."),
        discover_ask_domain);
}

static void discover_ask_line(void *data, const char *text, const char *more)
{
    struct discover_screen *state = data;
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);

    snprintf(line->text, sizeof line->text, "%.220s", text);
    snprintf(line->more, sizeof line->more, "%.870s", more);
    utf8_sanitize(line->text);
    utf8_sanitize(line->more);
}

static void discover_ask_questions(struct discover_screen *state)
{
    const char *resolver = state->discovery.job.resolver;
    char head[160];

    snprintf(head, sizeof head, tr("To %s, hosts that are named, this server"),
             *resolver ? resolver : tr("name servers"));
    sheet_head(&state->sheet, head);
    discover_lines(&state->discovery, state->app->config, discover_ask_line, state);
}

/* How it went, or why it cannot be: before everything else. */
static void discover_ask_verdict(struct discover_screen *state)
{
    const struct discovery *discovery = &state->discovery;
    char text[400] = "";

    if (*state->why)
        snprintf(text, sizeof text, "%s", state->why);
    else if (state->stopped)
        snprintf(text, sizeof text, tr("Stopped. Nothing was taken."));
    else if (state->asked)
        discover_sentence(discovery, text, sizeof text);
    else
        return;
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);
    line->mark = *state->why || (state->asked && !state->stopped && !discover_answered(discovery))
                     ? MARK_WARN
                     : MARK_NONE;
    utf8_sanitize(text);
    snprintf(line->text, sizeof line->text, "%.220s", text);
    snprintf(line->more, sizeof line->more, "%s", text);
    sheet_add(&state->sheet, SHEET_BLANK, NULL);
}

/* What was asked already is not asked again by an Enter too many. */
static void discover_ask_focus(struct discover_screen *state)
{
    sheet_focus(&state->sheet, true);
    if (state->asked && !*state->why && state->app->guided)
        state->sheet.list.focus += 2;
}

void discover_ask_put(struct discover_screen *state)
{
    state->phase = DISCOVER_ASK;
    state->discovery.job.names_only = false;
    sheet_begin(&state->sheet);
    discover_ask_verdict(state);
    discover_ask_actions(state);
    if (!*state->why)
        discover_ask_questions(state);
    discover_ask_focus(state);
}
