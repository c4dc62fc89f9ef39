/* findings_waive.c - a finding accepted: with a reason, and until a day. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/moment.h"
#include "backend/base/shown.h"
#include "backend/settings/settings.h"
#include "screens/findings/findings.h"

enum { WAIVE_MOST = 2000 }; /* records that are judged while somebody waits */

static bool findings_waive_add(struct app *app, const char *finding, const char *reason,
                               const char *until, struct err *err)
{
    char name[24], who[64];

    waiver_name(app->config, name, sizeof name);
    store_who(who, sizeof who);
    struct record *waiver = waiver_new(finding, reason, who, until, err);
    bool done =
        waiver && change_add(&app->journal, app->config, &waivers_section, name, waiver, err);
    record_free(waiver);
    return done;
}

/* data is "id@path", a line end, and the reason. */
static bool findings_waive_until(struct app *app, const void *data, int button, const char *typed)
{
    const char *reason = strchr(data, '\n');
    char finding[PATH_SIZE * 2];
    struct err err;

    if (button != 0 || !reason)
        return true;
    snprintf(finding, sizeof finding, "%.*s", (int)(reason - (const char *)data),
             (const char *)data);
    if (!findings_waive_add(app, finding, reason + 1, typed, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    app_changed(app);
    app_report(app, MARK_FINE, "Accepted until %s; the topic Waivers has it", typed);
    return true;
}

/* Three months are offered: long enough to plan, short enough to be seen again. */
static void findings_waive_ask(struct app *app, const char *finding, const char *reason)
{
    static const char *const buttons[] = { "Accept it", "Cancel", NULL };
    time_t until = time(NULL) + 90 * (time_t)DAY;
    char day[DAY_SIZE];
    struct question question = {
        .title = "Accept until",
        .buttons = buttons,
        .line = day,
        .text = "Last valid day, such as 2027-01-31. Then the problem is back.",
        .answered = findings_waive_until
    };

    moment_day(until, day);
    snprintf(question.data, sizeof question.data, "%s\n%.255s", finding, reason);
    app_ask(app, &question);
}

static bool findings_waive_reason(struct app *app, const void *data, int button, const char *typed)
{
    if (button != 0)
        return true;
    if (!*typed)
        app_report(app, MARK_FAIL, "Please give a reason: others read it months later");
    else
        findings_waive_ask(app, data, typed);
    return *typed;
}

/* ------------------------------------------------ what it does to the grade */

/* As if it were accepted now: nothing of the app changes. False: there is too much to be judged
 * again while somebody waits. */
static bool findings_waive_judge(const struct app *app, const char *finding, struct audit *audit)
{
    const struct audit_facts facts = { .now = time(NULL),
                                       .certificate = &app->certificate,
                                       .notes = app->saved ? &app->notes : NULL,
                                       .unguarded = sandbox_missing() };
    struct config *as_if = config_copy(app->config);
    struct journal journal = { 0 };
    char day[DAY_SIZE], name[24];
    struct err err;

    moment_day(facts.now + DAY, day);
    waiver_name(as_if, name, sizeof name);
    struct record *waiver = waiver_new(finding, "-", "-", day, &err);
    bool judged = waiver && change_add(&journal, as_if, &waivers_section, name, waiver, &err) &&
                  audit_update(audit, as_if, &facts, WAIVE_MOST);
    record_free(waiver);
    change_journal_clear(&journal);
    config_free(as_if);
    return judged;
}

static void findings_waive_cost(const struct app *app, const char *finding, char text[],
                                size_t size)
{
    char now_score[TENTHS_SIZE], score[TENTHS_SIZE];
    struct audit then = { 0 };

    text[0] = '\0';
    if (findings_waive_judge(app, finding, &then)) {
        shown_tenths(app->audit.score, now_score);
        shown_tenths(then.score, score);
        snprintf(text, size,
                 tr("Grade now: %c %s. With this accepted: %c %s, though nothing is safer.\n"),
                 app->audit.grade, now_score, then.grade, score);
    }
    audit_free(&then);
}

void findings_waive(struct app *app, const struct finding *finding)
{
    static const char *const buttons[] = { "Next", "Cancel", NULL };
    struct question question = { .title = "Accept the risk",
                                 .buttons = buttons,
                                 .line = "",
                                 .answered = findings_waive_reason };
    char cost[120];

    if (finding->waived || !app_may_change(app))
        return;
    snprintf(question.data, sizeof question.data, "%s@%s", finding->id, finding->path);
    findings_waive_cost(app, question.data, cost, sizeof cost);
    snprintf(question.text, sizeof question.text,
             tr("%s\n%sReason for accepting it (it stays visible in reports):"), finding->why,
             cost);
    app_ask(app, &question);
}
