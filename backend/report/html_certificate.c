/* html_certificate.c - the chain as a picture: who signed whom, from when to when, and today. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/report/html.h"

#include "backend/base/utf8.h"

/* Of the drawing, in its own units. */
enum { BOX_WIDE = 680, BOX_LEFT = 20, BOX_RIGHT = 560, BOX_HIGH = 60, STEP = 16, BAR = 14 };

struct axis {
    time_t from, to, now;
};

static int x_at(const struct axis *axis, time_t time)
{
    double share = (double)(time - axis->from) / (double)(axis->to - axis->from);

    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return BOX_LEFT + (int)(share * (BOX_RIGHT - BOX_LEFT));
}

static struct axis axis_of(const struct report *report)
{
    const struct certificate_facts *facts = report->certificate;
    struct axis axis = { .from = report->now, .to = report->now + 1, .now = report->now };

    for (size_t i = 0; i < CERTIFICATE_LINKS; i++) {
        const struct certificate_link *link = &facts->links[i];

        if (link->present && link->not_before < axis.from)
            axis.from = link->not_before;
        if (link->present && link->not_after > axis.to)
            axis.to = link->not_after;
    }
    return axis;
}

static void put_left(struct buf *out, time_t left, int y)
{
    if (left < 0)
        markup(out, "<text class=\"days\" x=\"%d\" y=\"%d\">ended</text>\n", BOX_RIGHT + 10, y);
    else
        markup(out, "<text class=\"days\" x=\"%d\" y=\"%d\">%s</text>\n", BOX_RIGHT + 10, y,
               shown_span(left).text);
}

/* The common name, or as much of the subject as has room. A comma behind a backslash is part of it
 * (RFC 4514). */
static void short_name(const char *subject, char name[], size_t size)
{
    size_t used = 0;

    for (; *subject && *subject != ',' && used + 5 < size; subject++) {
        if (*subject == '\\' && subject[1])
            name[used++] = *subject++;
        name[used++] = *subject;
    }
    while (used && utf8_continues(*subject))
        name[used++] = *subject++; /* a whole character; used + 5 left room for it */
    name[used] = '\0';
}

/* What is over is hatched, what is left is filled: that reads without colour. */
static void put_bar(struct buf *out, const struct axis *axis, const struct certificate_link *link,
                    int y)
{
    int start = x_at(axis, link->not_before), end = x_at(axis, link->not_after);
    int now = x_at(axis, axis->now);

    now = now < start ? start : now > end ? end : now;
    markup(out, "<rect class=\"past\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", start, y,
           now - start, BAR);
    markup(out, "<rect class=\"left\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", now, y,
           end - now > 2 ? end - now : 2, BAR);
}

static void put_link(struct buf *out, const struct axis *axis, const struct certificate_link *link,
                     const char *role, int row)
{
    int y = 20 + row * BOX_HIGH;
    char from[DAY_SIZE], to[DAY_SIZE], name[64];

    short_name(link->subject, name, sizeof name);
    shown_day(link->not_before, from);
    shown_day(link->not_after, to);
    if (row)
        markup(out, "<text x=\"%d\" y=\"%d\">\u21b3</text>\n", BOX_LEFT + 6 + (row - 1) * STEP, y);
    markup(out, "<text x=\"%d\" y=\"%d\"><tspan class=\"role\">%s</tspan> %s</text>\n",
           BOX_LEFT + 6 + row * STEP, y, tr(role), name);
    put_bar(out, axis, link, y + 7);
    put_left(out, link->not_after - axis->now, y + 19);
    markup(out, "<text class=\"small\" x=\"%d\" y=\"%d\">%s to %s</text>\n", BOX_LEFT + 6, y + 32,
           from, to);
}

static void put_picture(struct buf *out, const struct report *report)
{
    static const char *const roles[CERTIFICATE_LINKS] = { "Server", "Issuing CA", "Root" };
    const struct axis axis = axis_of(report);
    AUTO_BUF struct buf rows = { 0 };
    int row = 0;

    for (size_t i = CERTIFICATE_LINKS; i-- > 0;)
        if (report->certificate->links[i].present)
            put_link(&rows, &axis, &report->certificate->links[i], roles[i], row++);
    markup(
        out,
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Certificate chain, root first, "
        "with the days that each is valid\">\n"
        "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><path d=\"M0 0V5\" class=\"hatch\"/></pattern></defs>\n",
        BOX_WIDE, row * BOX_HIGH + 16);
    buf_add(out, rows.text ? rows.text : "", rows.size);
    markup(out,
           "<path class=\"today\" d=\"M%d 6V%d\"/>\n<text class=\"small\" x=\"%d\" y=\"%d\">today"
           "</text>\n</svg>\n",
           x_at(&axis, axis.now), row * BOX_HIGH, x_at(&axis, axis.now) + 3, row * BOX_HIGH + 12);
}

void html_certificate(const struct report *report, struct buf *out)
{
    const struct certificate_facts *facts = report->certificate;

    if (!facts || !facts->present)
        return;
    put_picture(out, report);
    time_t left = facts->not_after - report->now;
    if (left < 0)
        markup(out, "<p><strong>The server's certificate has expired.</strong></p>\n");
    else
        markup(out, "<p>The server's certificate is good for <strong>%s</strong> more.</p>\n",
               shown_span(left).text);
    markup(out,
           "<table class=\"plain\"><tr><th scope=\"row\">Names</th><td>%s</td></tr>"
           "<tr><th scope=\"row\">Key</th><td>%s</td></tr>"
           "<tr><th scope=\"row\">SHA-256</th><td class=\"hex\">%s</td></tr>"
           "<tr><th scope=\"row\">Chain</th><td>%s</td></tr></table>\n",
           facts->names, facts->key, facts->fingerprint,
           *facts->chain ? facts->chain : tr("verifies up to the root"));
}
