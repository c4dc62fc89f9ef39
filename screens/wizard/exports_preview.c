/* exports_preview.c - what an export would write, before it does: its files, which of them hold
 * secrets, and how each begins. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/export/target.h"
#include "screens/wizard/exports.h"
#include "screens/wizard/page.h"
#include "tui/pager.h"

enum {
    PREVIEW_FILES = 20, /* of which the first lines are shown */
    PREVIEW_LINES = 15,
    PREVIEW_LINE = 160, /* bytes: longer ones are cut */
    PREVIEW_NAMED = 500 /* more names nobody reads */
};

/* ------------------------------------------------ how a file begins */

static bool preview_is_text(const struct made *made)
{
    return !memchr(made->text.text, '\0', made->text.size) &&
           utf8_valid(made->text.text, made->text.size);
}

/* Two blanks stand before it, so that it is no heading of the page; what wraps stays below it. */
static void preview_line(struct buf *page, const char *line, size_t size)
{
    char text[PREVIEW_LINE + 4];
    size_t shown = size < PREVIEW_LINE ? size : PREVIEW_LINE;

    while (shown && shown < size && utf8_continues(line[shown]))
        shown--;
    snprintf(text, sizeof text, "%.*s%s", (int)shown, line, shown < size ? "..." : "");
    text[strcspn(text, "\r")] = '\0';
    for (char *tab = text; (tab = strchr(tab, '\t')) != NULL;)
        *tab = ' ';
    utf8_sanitize(text);
    buf_print(page, "  %c%s\n", PAGER_LABEL, text);
}

static void preview_start(struct buf *page, const struct made *made)
{
    const char *at = made->text.text, *end = at + made->text.size;

    buf_print(page, "\n%c%s\n", PAGE_HEAD, made->name);
    if (made->secret)
        buf_print(page, tr("  It holds secrets, so it is not shown.\n"));
    else if (!made->text.size)
        buf_print(page, tr("  It is empty.\n"));
    else if (!preview_is_text(made))
        buf_print(page, tr("  %s bytes that are not text.\n"), shown_count(made->text.size).text);
    else
        for (size_t i = 0; i < PREVIEW_LINES && at < end; i++) {
            const char *stop = memchr(at, '\n', (size_t)(end - at));
            preview_line(page, at, (size_t)((stop ? stop : end) - at));
            at = stop ? stop + 1 : end;
        }
    if (at > made->text.text && at < end)
        buf_print(page, "  ...\n");
}

/* ------------------------------------------------ which files */

static void preview_files(struct buf *page, const struct makings *makings)
{
    buf_print(page, "%cFiles\n", PAGE_HEAD);
    for (size_t i = 0; i < makings->count && i < PREVIEW_NAMED; i++)
        buf_print(page, tr("  %-32s %8s bytes   %s\n"), makings->list[i].name,
                  shown_count(makings->list[i].text.size).text,
                  makings->list[i].secret ? tr("secret") : "");
    if (makings->count > PREVIEW_NAMED)
        buf_print(page, tr("  and %s more\n"), shown_count(makings->count - PREVIEW_NAMED).text);
}

/* What is left out unless secrets are asked for. */
static void preview_secrets(struct buf *page, const struct target *target)
{
    buf_print(page, "\n%cSecrets\n", PAGE_HEAD);
    if (!target->secrets) {
        buf_print(page, tr("  None of these files holds a secret.\n"));
        return;
    }
    buf_print(page, tr("  %cNone is in the files above. With secrets (%s) there is also:\n"),
              PAGER_LABEL, tr(target->secrets));
    for (const struct target_file *file = target->files; file->name; file++)
        if (file->secret)
            buf_print(page, "  %s\n",
                      !strchr(file->name, '%') ? file->name
                      : file->each             ? tr("a file for each record")
                                               : tr("a file named after the server"));
}

static void preview_page(struct buf *page, const struct target *target,
                         const struct makings *makings)
{
    preview_files(page, makings);
    preview_secrets(page, target);
    for (size_t i = 0; i < makings->count && i < PREVIEW_FILES; i++)
        preview_start(page, &makings->list[i]);
}

void exports_preview(struct app *app, const struct target *target)
{
    const struct export export = { .config = app->saved,
                                   .store = app->store,
                                   .sealed = app->notes.vault != VAULT_FINE };
    struct page_text page = { 0 };
    struct makings makings = { 0 };
    struct err err;
    AUTO_FREE char *templates = target_templates(NULL, &err);

    snprintf(page.title, sizeof page.title, tr("Preview: %s"), target->name);
    if (templates && target_make(target, &export, templates, &makings, &err)) {
        preview_page(&page.text, target, &makings);
        app_push(app, &page_screen, &page);
    } else {
        app_report(app, MARK_FAIL, "%s", err.text);
    }
    target_makings_free(&makings);
}
