/* overview.c - what stands beside the topics: how the server is, in a few lines. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/certificates/certify.h"
#include "backend/setup/rollover_ends.h"
#include "screens/app/app.h"
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
        snprintf(text, sizeof text, "%zu fail, %zu warn, %zu waived", audit->fail, audit->warn,
                 audit->waived);
        overview_line(area, ROLE_PLAIN, text);
    }
}

static void draw_certificate(const struct certificate_facts *certificate, struct area *area)
{
    const char *pending = certify_pending_short(certificate->pending);
    char text[160];

    if (certificate->present)
        snprintf(text, sizeof text, "Certificate: %s, %ld days left", certificate->key,
                 (long)((certificate->not_after - time(NULL)) / 86400));
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

static void draw_finding(const struct finding *finding, struct area *area)
{
    if (finding->waived || area->rows <= 0)
        return;
    theme_mark(area->y, area->x, app_mark(finding->level));
    area->x += 2;
    area->cols -= 2;
    overview_line(area, ROLE_PLAIN, finding->path);
    area->x -= 2;
    area->cols += 2;
}

void overview_draw(const struct app *app, struct area area)
{
    area.x++;
    area.cols -= 2;
    draw_grade(app, &area);
    draw_saved(app, &area);
    draw_rollover(app, &area);
    overview_line(&area, ROLE_PLAIN, "");
    for (size_t i = 0; i < app->audit.count && area.rows > 0; i++)
        draw_finding(&app->audit.list[i], &area);
    if (app->audit.count == 0)
        overview_line(&area, ROLE_PLAIN, "No problems.");
}
