#include "tui/form_own.h"
#include "tui/text.h"
#include <stdio.h>
#include <string.h>

static bool can_have_focus(const struct form *form, size_t i)
{
    struct form_row row;

    return form_row(form, i, &row) && row.kind != FORM_HEADING;
}

bool form_in_hand(const struct form *form, struct form_row *row)
{
    return form_row(form, form->focus, row) && row->kind != FORM_HEADING;
}

static void report_typing(const struct form *form, const char *text)
{
    if (form->model->typing)
        form->model->typing(form->data, form->focus, text);
}

void form_drop(struct form *form)
{
    if (form->editing) {
        form->editing = false;
        edit_close(form->edit);
        report_typing(form, NULL);
    }
    form->why[0] = '\0';
    form->choosing = false;
}

/* Begins to edit; a secret from nothing, for its old bytes are not to be looked at. A value that an
 * edit cannot hold would come back cut. */
static bool form_begin(struct form *form, const struct form_row *row)
{
    bool secret = row->kind == FORM_SECRET;

    if (form->editing)
        return true;
    if (!secret && row->value && strlen(row->value) >= EDIT_SIZE) {
        snprintf(form->why, sizeof form->why,
                 text_tr("is too long to be changed here (%zu bytes, %d fit)"), strlen(row->value),
                 EDIT_SIZE - 1);
        return false;
    }
    form->edit->hidden = secret && !form->revealed;
    edit_start(form->edit, secret ? NULL : row->value, row->max);
    form->editing = true;
    return true;
}

/* A secret typed and deleted again is not a new one. */
static bool form_changed(const struct form *form, const struct form_row *row)
{
    if (row->kind == FORM_SECRET)
        return form->edit->size > 0;
    return strcmp(form->edit->text, row->value ? row->value : "") != 0;
}

bool form_commit(struct form *form)
{
    struct form_row row;

    if (form->editing && form_in_hand(form, &row) && form_changed(form, &row) &&
        !form_offer(form, form->edit->text))
        return false;
    form_drop(form);
    return true;
}

static enum key_answer focus_on(struct form *form, size_t i)
{
    form->revealed = false;
    form->why[0] = '\0';
    form->focus = i;
    form->button = 0;
    return TAKEN;
}

/* The nearest row in one direction that can have focus. Setting a value may have changed the rows.
 */
static enum key_answer form_move(struct form *form, int step)
{
    size_t i = form->focus;

    if (!form_commit(form))
        return TAKEN;
    for (i += (size_t)step; i < FORM_ROWS; i += (size_t)step)
        if (can_have_focus(form, i))
            return focus_on(form, i);
    return IGNORED;
}

void form_next(struct form *form)
{
    form_move(form, 1);
}

enum key_answer form_go(struct form *form, size_t i)
{
    struct form_row row;

    if (!form_commit(form))
        return TAKEN;
    for (size_t k = i; form_row(form, k, &row); k++)
        if (row.kind != FORM_HEADING)
            return focus_on(form, k);
    for (size_t k = i < FORM_ROWS ? i + 1 : FORM_ROWS; k-- > 0;)
        if (can_have_focus(form, k))
            return focus_on(form, k);
    return IGNORED;
}

void form_settle(struct form *form)
{
    if (can_have_focus(form, form->focus))
        return;
    form_drop(form);
    form_go(form, form->focus);
}

static enum key_answer turn_page(struct form *form, struct area area, bool down)
{
    struct form_layout layout;

    form_layout(&layout, form, area);
    if (down)
        return form_go(form, layout.after < layout.rows ? layout.after : layout.rows - 1);
    if (layout.first == 0)
        return form_go(form, 0);
    if (form_go(form, layout.first - 1) == TAKEN && !form->editing) {
        form_layout(&layout, form, area);
        return form_go(form, layout.first);
    }
    return TAKEN;
}

/* Home and End belong to the form until typing has begun. */
static enum key_answer key_text(struct form *form, const struct form_row *row, int key)
{
    struct edit *edit = form->edit;
    bool was = form->editing;

    if (!was && (key == K_HOME || key == K_END || key == K_RIGHT))
        return IGNORED;
    if (!form_begin(form, row))
        return key_types(key) ? TAKEN : IGNORED;
    if (!edit_key(edit, key)) {
        if (!was)
            form_drop(form);
        return key_types(key) || (was && key >= K_UP && key < K_F0) ? TAKEN : IGNORED;
    }
    form->why[0] = '\0';
    report_typing(form, edit->text);
    return TAKEN;
}

static enum key_answer reveal(struct form *form)
{
    if (form->revealed) {
        form_conceal(form);
        return TAKEN;
    }
    form->revealed = true;
    if (form->editing)
        form->edit->hidden = false;
    return TAKEN;
}

void form_conceal(struct form *form)
{
    struct form_row row;

    form->revealed = false;
    if (form->editing && form_in_hand(form, &row))
        form->edit->hidden = row.kind == FORM_SECRET;
}

static enum key_answer key_row(struct form *form, int key)
{
    struct form_row row;

    if (!form_in_hand(form, &row))
        return IGNORED;
    if (row.kind == FORM_SECRET && key == K_CTRL('r'))
        return reveal(form);
    if (row.kind == FORM_BUTTONS)
        return form_key_buttons(form, &row, key);
    if (row.kind == FORM_STATIC)
        return form_key_static(form, key);
    if (row.locked)
        return IGNORED;
    if (row.kind == FORM_FLAG)
        return form_key_flag(form, &row, key);
    if (row.kind == FORM_CHOICE)
        return form_key_choice(form, &row, key);
    return key_text(form, &row, key);
}

static enum key_answer key_form(struct form *form, struct area area, int key)
{
    switch (key_moves(key)) {
    case K_DOWN:
    case K_TAB:
    case K_ENTER:
        return form_move(form, 1);
    case K_UP:
    case K_BACKTAB:
        return form_move(form, -1);
    case K_PAGE_DOWN:
    case K_PAGE_UP:
        return turn_page(form, area, key == K_PAGE_DOWN);
    case K_HOME:
        return form_go(form, 0);
    case K_END:
        return form_go(form, FORM_ROWS);
    default:
        return IGNORED;
    }
}

static bool moves(int key)
{
    static const int keys[] = { K_DOWN, K_TAB, K_ENTER, K_UP, K_BACKTAB, K_PAGE_UP, K_PAGE_DOWN };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i] == key)
            return true;
    return false;
}

enum key_answer form_key(struct form *form, struct area area, int key)
{
    bool kept = form->editing || form->why[0];

    if (form->choosing)
        return form_key_menu(form, key);
    if (key == K_ESC && kept) {
        form_drop(form);
        return TAKEN;
    }
    if (form->editing && moves(key))
        return key_form(form, area, key);
    return key_row(form, key) == TAKEN ? TAKEN : key_form(form, area, key);
}

enum key_answer form_paste(struct form *form, const char *text)
{
    struct form_row row;

    if (form->choosing || !form_in_hand(form, &row) || !form_typable(&row))
        return IGNORED;
    if (!form_begin(form, &row))
        return TAKEN;
    form->why[0] = '\0';
    if (!edit_paste(form->edit, text))
        snprintf(form->why, sizeof form->why,
                 text_tr("is longer than the %zu bytes that fit: cut there"), form->edit->max);
    report_typing(form, form->edit->text);
    return TAKEN;
}
