/* overview.c - what stands beside the topics: how the server is, in a few lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "backend/probe/tested.h"
#include "screens/app/guide.h"
#include "screens/findings/findings.h"
#include "screens/form/about.h"
#include "screens/live/live.h"
#include "screens/wizard/overview.h"
#include "tui/text.h"

static void overview_line(struct area *area, enum role role, const char *text)
{
    if (area->rows <= 0)
        return;
    theme_put(area->y, area->x, area->cols, role, text);
    area->y++;
    area->rows--;
}

/* How many problems and warnings there are stands in the bar. */
static void draw_grade(const struct app *app, struct area *area)
{
    const struct audit *audit = &app->audit;
    char text[160], score[TENTHS_SIZE];

    shown_tenths(audit->score, score);
    snprintf(text, sizeof text, tr("Grade %c   %s of 100"), audit->grade, score);
    overview_line(area, ROLE_TITLE, text);
}

/* Where it has no room in one line it is broken behind a comma. */
static void overview_break(char text[], int cols)
{
    char *line = text;

    for (char *at = strstr(text, ", "), *next; at; at = next) {
        next = strstr(at + 2, ", ");
        if (text_width_of(line, next ? (size_t)(next - line) + 1 : strlen(line)) <= cols)
            continue;
        at[1] = '\n';
        line = at + 2;
    }
}

/* A label, a sign and what there is to say, on as many lines as that takes. */
static void overview_fact(struct area *area, const char *label, enum mark mark, const char *said)
{
    enum { LABEL = 16 };
    char text[400];

    if (area->rows <= 0 || !*said)
        return;
    snprintf(text, sizeof text, "%s", said);
    overview_break(text, area->cols - LABEL);
    theme_put(area->y, area->x, LABEL - 3, ROLE_PLAIN, label);
    theme_mark(area->y, area->x + LABEL - 2, mark);
    int used = text_put_wrapped(
        (struct area){ area->y, area->x + LABEL, area->rows, area->cols - LABEL }, text);
    area->y += used;
    area->rows -= used;
}

static void draw_certificate(const struct app *app, struct area *area)
{
    const struct certificate_facts *certificate = &app->certificate;
    time_t left = certificate->not_after - time(NULL);
    char text[160], until[DAY_SIZE];

    shown_day(certificate->not_after, until);
    if (left < 0)
        snprintf(text, sizeof text, tr("ended %s ago, %s"), shown_span(-left).text, until);
    else
        snprintf(text, sizeof text, tr("%s left, until %s"), shown_span(left).text, until);
    if (*certificate->unknown)
        overview_fact(area, tr("Certificate"), MARK_WARN, certificate->unknown);
    else if (certificate->present)
        overview_fact(area, tr("Certificate"),
                      left >= 0 ? app_mark(app->audit.marks[section_number(&certificates_section)])
                                : MARK_FAIL,
                      text);
    else if (!app->saved && !app->from_startup) /* later it is a problem, named above */
        overview_fact(area, tr("Certificate"), MARK_INCOMPLETE,
                      app_pending(app) ? tr("none yet") : tr("none yet; saving makes one"));
    overview_fact(area, tr("Pending"), MARK_INCOMPLETE,
                  certify_pending_short(certificate->pending));
}

static void draw_tests(const struct app *app, struct area *area)
{
    size_t failed = app->known.failed, never = app->known.never;
    char text[96];

    snprintf(text, sizeof text, tr("%s never run"), shown_count(never).text);
    if (failed)
        snprintf(text, sizeof text, tr("%s %s, %s never run"), shown_count(failed).text,
                 trn("fails", "fail", failed), shown_count(never).text);
    if (failed || never)
        overview_fact(area, tr("Live tests"), failed ? MARK_FAIL : MARK_INCOMPLETE, text);
}

/* When and by whom: which generation it is, is in History. */
static void draw_save(const struct app *app, struct area *area)
{
    const struct startup_known *kept = &app->known.kept;
    size_t differ = app_unsaved(app);
    char text[240];

    snprintf(text, sizeof text, "%s%s%s", kept->when, *kept->who ? ", " : "", kept->who);
    if (!*kept->when)
        snprintf(text, sizeof text, tr("generation %u"), store_generation(app->store));
    overview_fact(area, tr("Saved"), MARK_NONE,
                  app->saved || app->from_startup ? text : tr("not yet"));
    snprintf(text, sizeof text, "%s %s", shown_count(differ).text,
             trn("difference", "differences", differ));
    overview_fact(area, tr("Not saved"), MARK_NONE,
                  differ          ? text
                  : theme_plain() ? ""
                                  : tr("nothing"));
}

static void draw_facts(const struct app *app, struct area *area)
{
    char text[96];

    draw_certificate(app, area);
    draw_tests(app, area);
    draw_save(app, area);
    snprintf(text, sizeof text, "%s %s", shown_count(app->audit.waived).text,
             trn("finding", "findings", app->audit.waived));
    overview_fact(area, tr("Accepted"), MARK_WAIVED, app->audit.waived ? text : "");
    overview_fact(area, tr("Rollover"), MARK_INCOMPLETE, app->known.kept.rollover);
    overview_fact(area, tr("Recovery code"), MARK_WARN,
                  app->known.kept.code ? tr("not confirmed") : "");
}

/* ------------------------------------------------ looked up when something has changed */

void overview_look(struct app *app)
{
    struct tested_count tests;

    if (app->from_startup || !app->config)
        return;
    app->known.stale = false;
    tested_count(app->tested, app->config, TESTED_COUNTED, &tests);
    app->known.never = tests.never;
    app->known.failed = tests.failed;
    app->known.kept.tests = tests.never + tests.failed + tests.warned + tests.passed;
    startup_look(&app->known.kept, app->store, app->config);
    if (app->saved && app->known.generation != store_generation(app->store))
        startup_look_saved(&app->known.kept, app->store);
    app->known.generation = store_generation(app->store);
}

/* How much of it is its first sentence, without the full stop, or what stands before its
 * semicolon, if that has room in a line of so many columns. 0: neither has. */
static size_t overview_sentence(const char *why, int cols)
{
    const char *end = strstr(why, ". "), *part = strchr(why, ';');
    size_t size = end ? (size_t)(end - why) : strlen(why);

    size -= size && why[size - 1] == '.';
    if (text_width_of(why, size) <= cols)
        return size;
    size = part && part < why + size ? (size_t)(part - why) : 0;
    return text_width_of(why, size) <= cols ? size : 0;
}

/* What it should be, else what is wrong with it: what has room in a line. Of a secret the other way
 * round, for it should always be a better one. False: neither has. A slow line is spared the
 * sentence. */
static bool overview_words(const struct finding *finding, char text[], size_t size, int cols)
{
    const struct setting *setting = about_setting_of(finding->path);
    int fits = theme_plain() ? 0 : (int)overview_sentence(finding->why, cols);

    findings_describe(finding, text, size);
    if (*text && text_width(text) <= cols && !(fits && setting && setting->type == SECRET))
        return true;
    snprintf(text, size, "%.*s", fits, finding->why);
    return *text;
}

/* Where it is, and the words behind it. */
static bool draw_finding(const struct finding *finding, struct area *area)
{
    char text[800], what[400];
    int used;

    if (area->rows <= 0)
        return true;
    used = snprintf(text, sizeof text, "%s ", theme_sign(app_mark(finding->level)));
    about_words(finding->path, text + used, sizeof text - (size_t)used);
    bool worded = overview_words(finding, what, sizeof what, area->cols - text_width(text) - 3);
    if (worded)
        snprintf(text + strlen(text), sizeof text - strlen(text), "   %s", what);
    overview_line(area, ROLE_PLAIN, text);
    theme_mark(area->y - 1, area->x, app_mark(finding->level));
    return worded;
}

/* Below it, where it has no room behind. */
static void draw_reason(const struct finding *finding, struct area *area)
{
    char text[STARTUP_WHY + 4];
    size_t size = overview_sentence(finding->why, area->cols - 4);

    if (!size || size >= STARTUP_WHY - 1)
        return;
    snprintf(text, sizeof text, "    %.*s", (int)size, finding->why);
    overview_line(area, ROLE_PLAIN, text);
}

/* How much is shown of what wants to be fixed first, and the rows that the rest of it, how many
 * more there are, certificate, tests and saves need below.
 */
enum { OVERVIEW_FIRST = 5, OVERVIEW_BELOW = 9 };

/* Is there room for a line more? */
static bool overview_reason(const struct area *area, size_t shown)
{
    return !theme_plain() && area->rows > OVERVIEW_BELOW + OVERVIEW_FIRST - (int)shown;
}

/* Several rules may speak of one place: it is named once. */
static bool overview_again(const struct audit *audit, size_t i)
{
    for (size_t k = i > 16 ? i - 16 : 0; k < i; k++)
        if (audit->list[k].path == audit->list[i].path &&
            audit->list[k].level == audit->list[i].level)
            return true;
    return false;
}

/* Problems before warnings: the worst first, whatever the order of the topics. */
static void draw_first(const struct app *app, struct area *area)
{
    static const enum level levels[] = { FAIL, WARN };
    const struct audit *audit = &app->audit;
    size_t open = audit->fail + audit->warn, shown = 0;
    char text[64];

    audit_list(audit);
    overview_line(area, ROLE_TITLE, open ? tr("Fix these first") : tr("No problems."));
    for (size_t which = 0; which < 2; which++)
        for (size_t i = 0; i < audit->count && shown < OVERVIEW_FIRST; i++)
            if (audit->list[i].level == levels[which] && !audit->list[i].waived &&
                !overview_again(audit, i)) {
                if (!draw_finding(&audit->list[i], area) && overview_reason(area, shown))
                    draw_reason(&audit->list[i], area);
                shown++;
            }
    if (open <= shown)
        return;
    snprintf(text, sizeof text, tr("  %s more: press f"), shown_count(open - shown).text);
    overview_line(area, ROLE_PLAIN, text);
}

/* A row between two parts: a line would cost a slow terminal more than it says. */
static void overview_part(struct area *area)
{
    if (area->rows <= 0)
        return;
    area->y++;
    area->rows--;
}

void overview_draw(const struct app *app, struct area area)
{
    area.x++;
    area.cols -= 2;
    if (guide_judged(app)) {
        draw_grade(app, &area);
        overview_part(&area);
        draw_first(app, &area);
        overview_part(&area);
    } else {
        overview_line(&area, ROLE_TITLE, tr("First set-up"));
        overview_line(&area, ROLE_PLAIN, tr("Enter goes on with the topic in hand."));
        overview_part(&area);
    }
    draw_facts(app, &area);
    overview_topics(app, area);
}
