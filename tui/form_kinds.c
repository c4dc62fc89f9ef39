#include "tui/form_own.h"
#include "tui/text.h"
#include <stdio.h>
#include <string.h>

bool form_offer(struct form *form, const char *text)
{
    form->why[0] = '\0';
    if (form->model->set(form->data, form->focus, text, form->why, sizeof form->why))
        return true;
    if (!form->why[0])
        snprintf(form->why, sizeof form->why, text_tr("this will not do"));
    return false;
}

static enum key_answer form_kinds_choose(struct form *form, const struct form_row *row, size_t i)
{
    if (row->choices && row->choices[i])
        form_offer(form, row->choices[i]);
    return TAKEN;
}

static enum key_answer cycle(struct form *form, const struct form_row *row, int step)
{
    size_t count = 0;

    while (row->choices && row->choices[count])
        count++;
    if (count == 0)
        return IGNORED;
    return form_kinds_choose(form, row, (form_choice(row) + count + (size_t)step) % count);
}

static enum key_answer open_menu(struct form *form, const struct form_row *row)
{
    form->menu = (struct menu){ .title = row->label,
                                .choices = row->labels ? row->labels : row->choices,
                                .meanings = row->meanings,
                                .focus = form_choice(row) };
    form->choosing = row->choices != NULL;
    return TAKEN;
}

enum key_answer form_key_menu(struct form *form, int key)
{
    struct form_row row;
    int taken = menu_key(&form->menu, key);

    if (taken == MENU_OPEN)
        return TAKEN;
    form->choosing = false;
    if (taken == MENU_OTHER) /* as if there had been no menu: ^S saves, F1 helps */
        return IGNORED;
    if (taken >= 0 && form_in_hand(form, &row)) {
        form_kinds_choose(form, &row, (size_t)taken);
        if (key == K_ENTER && !form->why[0])
            form_next(form);
    }
    return TAKEN;
}

enum key_answer form_key_flag(struct form *form, const struct form_row *row, int key)
{
    if (key != ' ' && key != K_LEFT && key != K_RIGHT)
        return IGNORED;
    form_offer(form, row->value && strcmp(row->value, "true") == 0 ? "false" : "true");
    return TAKEN;
}

enum key_answer form_key_choice(struct form *form, const struct form_row *row, int key)
{
    if (key == K_LEFT || key == K_RIGHT)
        return cycle(form, row, key == K_LEFT ? -1 : 1);
    if (key == K_ENTER || key == ' ')
        return open_menu(form, row);
    return IGNORED;
}

enum key_answer form_key_buttons(struct form *form, const struct form_row *row, int key)
{
    bool more = row->choices && row->choices[form->button] && row->choices[form->button + 1];

    if ((key == K_RIGHT || key == K_TAB) && more)
        form->button++;
    else if ((key == K_LEFT || key == K_BACKTAB) && form->button > 0)
        form->button--;
    else if ((key == K_ENTER || key == ' ') && form->model->press)
        form->model->press(form->data, form->focus, form->button);
    else
        return IGNORED;
    return TAKEN;
}

enum key_answer form_key_static(struct form *form, int key)
{
    if (key != K_ENTER || !form->model->press)
        return IGNORED;
    form->model->press(form->data, form->focus, 0);
    return TAKEN;
}
