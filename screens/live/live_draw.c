/* live_draw.c - one test on the screen: its steps with their times, then what was learnt. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/live/live.h"
#include "tui/text.h"

enum {
    NARROW = 44, /* columns; below, times stand behind the text */
    NAME = 9,    /* columns of a step's name */
    TIME = 9,    /* columns of a time */
};

/* Lines go by; those between top and the area's end are seen. */
struct pen {
    struct area area;
    int line, top;
};

/* Where the present line is; false: out of sight. */
static bool seen(const struct pen *pen, int *y)
{
    *y = pen->area.y + pen->line - pen->top;
    return pen->line >= pen->top && *y < pen->area.y + pen->area.rows;
}

/* Wraps text behind `indent` columns, `less` columns before the right edge. */
static void put_wrapped(struct pen *pen, int indent, int less, const char *text)
{
    int cols = pen->area.cols - indent - less, y;

    do {
        size_t next = 0;
        size_t size = text_wrap(text, cols > 1 ? cols : 1, &next);
        if (seen(pen, &y))
            text_put_of(y, pen->area.x + indent, cols, text, size);
        text += next;
        pen->line++;
    } while (*text);
}

static void write_time(long ms, char text[], size_t size)
{
    if (ms < 10000)
        snprintf(text, size, "%s ms", shown_number(ms).text);
    else
        snprintf(text, size, "%s s", shown_number(ms / 1000).text);
}

static void live_draw_put_step(struct pen *pen, const struct probe_result *result,
                               const struct probe_step_result *reported)
{
    bool narrow = pen->area.cols < NARROW;
    const char *remedy = live_remedy(result, reported);
    char time[NUMBER_SIZE + 8], text[512];
    int y;

    write_time(reported->ms, time, sizeof time);
    if (seen(pen, &y)) {
        theme_mark(y, pen->area.x, live_mark(reported->verdict));
        text_put(y, pen->area.x + 2, pen->area.cols - 2, tr(probe_step_names[reported->step]));
    }
    if (!narrow && seen(pen, &y))
        text_put_right(y, pen->area.x + pen->area.cols - TIME, TIME, time);
    snprintf(text, sizeof text, narrow ? "%s (%s)" : "%s", reported->text ? reported->text : "",
             time);
    put_wrapped(pen, 2 + NAME, narrow ? 0 : TIME + 1, text);
    if (remedy) {
        snprintf(text, sizeof text, "%s%s", theme_arrow() + 1, remedy);
        put_wrapped(pen, 2 + NAME, narrow ? 0 : TIME + 1, text);
    }
}

/* What a person asks for; the rest is in the command's JSON. */
static const struct {
    const char *name, *label;
} labels[] = {
    { "tls.version", "TLS version" },
    { "tls.cipher", "Cipher" },
    { "tls.group", "Key exchange" },
    { "tls.accepts", "Also accepts" },
    { "cert.subject", "Certificate of" },
    { "cert.names", "Names in it" },
    { "cert.issuer", "Signed by" },
    { "cert.chain", "Chain" },
    { "cert.not_after", "Valid until" },
    { "cert.days", "Days left" },
    { "cert.findings", "Findings" },
    { "http.status", "HTTP status" },
    { "http.server", "HTTP server" },
    { "http.location", "Points to" },
    { "mail.greeting", "It greets with" },
    { "mail.logins", "Logins offered" },
    { "mail.starttls", "STARTTLS is" },
    { "ldap.vendor", "Directory by" },
    { "ldap.version", "Its version" },
    { "ldap.host", "Its own name" },
    { "ldap.contexts", "Bases it has" },
    { "ldap.default_context", "Main base" },
    { "ldap.versions", "LDAP versions" },
    { "ldap.logins", "Other logins" },
    { "ldap.anonymous", "Read by all" },
    { "ldap.signing", "Signing is" },
    { "rest.lifetime", "Token lives (s)" },
    { "rest.scopes", "Scopes" },
    { "login", "Login" },
    { "login.said", "It says" },
    { "mail.said", "It says" },
    { "ldap.said", "It says" },
};

static const char *label_of(const char *name)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].name, name) == 0)
            return tr(labels[i].label);
    return strncmp(name, "cert.", 5) == 0 || strncmp(name, "http.", 5) == 0 ? NULL : name;
}

static void live_draw_put_fact(struct pen *pen, const struct probe_fact *fact)
{
    const char *label = label_of(fact->name);
    int indent = pen->area.cols < NARROW ? 2 : 18, y;

    if (!label || !fact->text || !*fact->text)
        return;
    if (seen(pen, &y))
        text_put(y, pen->area.x + 2, indent > 2 ? indent - 3 : pen->area.cols - 2, label);
    if (indent == 2)
        pen->line++;
    put_wrapped(pen, indent + (indent == 2 ? 2 : 0), 0, fact->text);
}

/* The configuration's own weakness speaks in the verdict, so it is said. */
static void put_configured(struct pen *pen, const struct probe_result *result)
{
    int y;

    if (!result->ended || result->level < WARN || !*result->why)
        return;
    if (seen(pen, &y))
        theme_mark(y, pen->area.x, app_mark(result->level));
    put_wrapped(pen, 2, 0, result->why);
}

int live_draw(const struct probe_result *result, struct area area, int top)
{
    struct pen pen = { .area = area, .top = top };

    for (size_t i = 0; i < result->step_count; i++)
        live_draw_put_step(&pen, result, &result->steps[i]);
    put_configured(&pen, result);
    if (result->fact_count)
        pen.line++;
    for (size_t i = 0; i < result->fact_count; i++)
        live_draw_put_fact(&pen, &result->facts[i]);
    return pen.line;
}

int live_draw_top(const struct probe_result *result, struct area area)
{
    struct area nowhere = { 0, 0, 0, area.cols };
    struct pen pen = { .area = nowhere };
    int rest = live_draw(result, nowhere, 0) - area.rows;
    size_t i = 0;

    for (; i < result->step_count && result->steps[i].verdict < PROBE_FAIL; i++)
        live_draw_put_step(&pen, result, &result->steps[i]);
    if (i == result->step_count || rest < 0) /* nothing failed, or all of it is seen */
        return 0;
    return pen.line < rest ? pen.line : rest;
}
