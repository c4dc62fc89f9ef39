/* overview.c - what stands beside the topics: how the server is, in a few lines. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/moment.h"
#include "backend/certificates/certify.h"
#include "backend/setup/rollover_ends.h"
#include "screens/form/about.h"
#include "tui/text.h"

static void overview_line(struct area *area, enum role role, const char *text)
{
    if (area->rows <= 0)
        return;
    theme_put(area->y, area->x, area->cols, role, text);
    area->y++;
    area->rows--;
}

static void draw_grade(const struct app *app, struct area *area)
{
    const struct audit *audit = &app->audit;
    char text[160];

    snprintf(text, sizeof text, "Grade %c   %.1f of 100   %zu checks pass", audit->grade,
             audit->score, audit->pass);
    overview_line(area, ROLE_TITLE, text);
    if (audit->fail || audit->warn || audit->waived) {
        snprintf(text, sizeof text, "%zu problems, %zu warnings, %zu waived", audit->fail,
                 audit->warn, audit->waived);
        overview_line(area, ROLE_PLAIN, text);
    }
}

static void draw_certificate(const struct certificate_facts *certificate, struct area *area)
{
    const char *pending = certify_pending_short(certificate->pending);
    char text[160];

    if (certificate->present)
        snprintf(text, sizeof text, "Certificate: %s, %ld days left", certificate->key,
                 (long)((certificate->not_after - time(NULL)) / DAY));
    else
        snprintf(text, sizeof text, "No certificate yet%s", *pending ? "" : "; saving makes one");
    overview_line(area, ROLE_PLAIN, text);
    if (!*pending)
        return;
    snprintf(text, sizeof text, "Pending: %s", pending);
    overview_line(area, ROLE_PLAIN, text);
}

static void draw_saved(const struct app *app, struct area *area)
{
    char text[160];

    if (app->saved || app->from_startup)
        snprintf(text, sizeof text, "Saved as generation %u", store_generation(app->store));
    else
        snprintf(text, sizeof text, "Not saved yet");
    overview_line(area, ROLE_PLAIN, text);
    draw_certificate(&app->certificate, area);
}

/* The first one, and how many more there are; looked up again after each save. */
static void draw_rollover(const struct app *app, struct area *area)
{
    static char text[200];
    static unsigned generation;
    static const struct config *seen;

    if (!app->config || app->from_startup)
        return;
    if (seen != app->config || generation != store_generation(app->store)) {
        AUTO_BUF struct buf lines = { 0 };

        rollover_lines(app->store, app->config, &lines);
        int size = lines.text ? (int)strcspn(lines.text, "\n") : 0;
        snprintf(text, sizeof text, size ? "Rollover of %.*s" : "%.*s", size,
                 lines.text ? lines.text : "");
        seen = app->config;
        generation = store_generation(app->store);
    }
    if (*text)
        overview_line(area, ROLE_PLAIN, text);
}

static void draw_finding(const struct app *app, const struct finding *finding, struct area *area)
{
    char text[200];

    if (area->rows <= 0)
        return;
    about_words(app, finding->path, text, sizeof text);
    theme_mark(area->y, area->x, app_mark(finding->level));
    area->x += 2;
    area->cols -= 2;
    overview_line(area, ROLE_PLAIN, text);
    area->x -= 2;
    area->cols += 2;
}

enum { OVERVIEW_FIRST = 5 }; /* what wants to be fixed first */

/* Problems before warnings: the worst first, whatever the order of the topics. */
static void draw_first(const struct app *app, struct area *area)
{
    static const enum level levels[] = { FAIL, WARN };
    const struct audit *audit = &app->audit;
    size_t open = audit->fail + audit->warn, shown = 0;
    char text[64];

    overview_line(area, ROLE_TITLE, open ? "Fix these first" : "No problems.");
    for (size_t which = 0; which < 2; which++)
        for (size_t i = 0; i < audit->count && shown < OVERVIEW_FIRST; i++)
            if (audit->list[i].level == levels[which] && !audit->list[i].waived) {
                draw_finding(app, &audit->list[i], area);
                shown++;
            }
    if (open <= shown)
        return;
    snprintf(text, sizeof text, "  %zu more: f shows them all", open - shown);
    overview_line(area, ROLE_PLAIN, text);
}

static void overview_rule(struct area *area)
{
    if (area->rows <= 0)
        return;
    term_hline(area->y, area->x, area->cols);
    area->y++;
    area->rows--;
}

void overview_draw(const struct app *app, struct area area)
{
    char text[64];

    area.x++;
    area.cols -= 2;
    draw_grade(app, &area);
    overview_rule(&area);
    draw_first(app, &area);
    overview_rule(&area);
    draw_saved(app, &area);
    snprintf(text, sizeof text, "Not saved: %zu %s", app_unsaved(app),
             app_unsaved(app) == 1 ? "difference" : "differences");
    if (app_unsaved(app))
        overview_line(&area, ROLE_PLAIN, text);
    draw_rollover(app, &area);
}
