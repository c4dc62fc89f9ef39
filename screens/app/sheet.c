#include "screens/app/sheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "backend/base/mem.h"
#include "backend/pki/problem.h"

enum { NARROW = 46 }; /* columns; below, the last column is left out */

static const struct sheet_line *app_sheet_in_hand(const struct sheet *sheet)
{
    return sheet->count ? &sheet->lines[sheet->list.focus] : NULL;
}

/* ------------------------------------------------ the list's model */

static size_t app_sheet_count(const void *data)
{
    return ((const struct sheet *)data)->count;
}

static void app_sheet_row(const void *data, size_t i, struct list_row *app_sheet_row)
{
    const struct sheet_line *line = &((const struct sheet *)data)->lines[i];

    app_sheet_row->rule = line->kind == SHEET_BLANK;
    app_sheet_row->still = line->kind == SHEET_HEADING || line->kind == SHEET_NOTE;
    app_sheet_row->role = line->kind == SHEET_HEADING ? ROLE_TITLE
                          : line->kind == SHEET_NOTE  ? ROLE_DIM
                                                      : ROLE_PLAIN;
    app_sheet_row->mark = line->mark;
    app_sheet_row->cell[0] = line->text;
    app_sheet_row->cell[1] = line->days;
    app_sheet_row->cell[2] = line->until;
}

static const struct list_model sheet_model = { .count = app_sheet_count, .row = app_sheet_row };

/* ------------------------------------------------ lines */

void sheet_begin(struct sheet *sheet)
{
    size_t focus = sheet->list.focus;

    sheet->count = 0;
    sheet->list = (struct list){
        .model = &sheet_model, .data = sheet, .columns = 3, .width = { 0, -7, 10 }, .focus = focus
    };
}

void sheet_free(struct sheet *sheet)
{
    free(sheet->lines);
    *sheet = (struct sheet){ 0 };
}

struct sheet_line *sheet_add(struct sheet *sheet, enum sheet_kind kind, const char *text)
{
    sheet->lines = grow(sheet->lines, sheet->count, &sheet->room, sizeof *sheet->lines);
    struct sheet_line *line = &sheet->lines[sheet->count++];

    *line = (struct sheet_line){ .kind = kind };
    snprintf(line->text, sizeof line->text, "%s", text ? text : "");
    return line;
}

void sheet_head(struct sheet *sheet, const char *text)
{
    if (sheet->count)
        sheet_add(sheet, SHEET_BLANK, NULL);
    sheet_add(sheet, SHEET_HEADING, text);
}

void sheet_problem(struct sheet *sheet, const struct problem_found *found)
{
    struct sheet_line *line = sheet_add(sheet, SHEET_FACT, NULL);

    problem_why(found, line->text, sizeof line->text);
    static const enum mark marks[] = { MARK_NONE, MARK_WARN, MARK_FAIL }; /* a note has none */

    line->mark = marks[problem_severity(found->problem)];
    snprintf(line->more, sizeof line->more, "%s %s (%s)", line->text, problem_do(found->problem),
             found->where);
}

void sheet_focus(struct sheet *sheet, bool certificate_action)
{
    size_t first = sheet->count, waited = sheet->count;

    for (size_t i = sheet->count; i-- > 0;)
        if (sheet->lines[i].kind == SHEET_ACTION) {
            first = i;
            if (sheet->lines[i].mark == MARK_INCOMPLETE)
                waited = i;
        }
    sheet->list.focus = waited < sheet->count ? waited : certificate_action ? first : 0;
    list_settle(&sheet->list);
}

/* ------------------------------------------------ the screen's part */

void sheet_draw(const struct sheet *sheet, struct area area, bool active)
{
    struct list list = sheet->list;

    if (area.cols < NARROW)
        list.columns = 2;
    if (sheet->count)
        list_draw(&list, area, active);
}

static bool app_sheet_noted(struct app *app, const void *data, int button, const char *typed)
{
    (void)app, (void)data, (void)button, (void)typed;
    return true;
}

static void app_sheet_show(struct app *app, const struct sheet_line *line)
{
    static const char *const buttons[] = { "Back", NULL };
    struct question question = { .title = "More", .buttons = buttons, .answered = app_sheet_noted };

    snprintf(question.text, sizeof question.text, "%s", line->more[0] ? line->more : line->text);
    app_ask(app, &question);
}

enum key_answer sheet_key(struct sheet *sheet, struct app *app, struct area area, int key)
{
    const struct sheet_line *line = app_sheet_in_hand(sheet);

    if (key != K_ENTER || !line)
        return sheet->count ? list_key(&sheet->list, area, key) : IGNORED;
    if (line->run)
        line->run(app);
    else
        app_sheet_show(app, line);
    return TAKEN;
}

void sheet_side(const struct sheet *sheet, struct side *side)
{
    const struct sheet_line *line = app_sheet_in_hand(sheet);

    if (!line)
        return;
    side_add(side, SIDE_TITLE, "%s", line->kind == SHEET_ACTION ? line->text : "");
    side_add(side, SIDE_PLAIN, "%s", *line->more ? line->more : line->text);
    if (*line->until)
        side_add(side, SIDE_HEAD, "In short");
    side_fact(side, "Valid until", line->mark, "%s", line->until);
    side_fact(side, "Days left", MARK_NONE, "%s", *line->until ? line->days : "");
}

const char *sheet_help(const struct sheet *sheet)
{
    const struct sheet_line *line = app_sheet_in_hand(sheet);

    return !line ? "" : line->more[0] ? line->more : line->text;
}
