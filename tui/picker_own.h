/* picker_own.h - between the files of the picker. */
#ifndef TUI_PICKER_OWN_H
#define TUI_PICKER_OWN_H

#include "tui/picker.h"
#include <string.h>

/* Where the list stands. */
struct area picker_list_area(struct area area);

/* The part of the line behind its last '/'. */
const char *picker_typed(const struct picker *picker);

/* The line was changed: reads another folder if it names one, and narrows the list. */
void picker_follow(struct picker *picker);

/* Begins anew with that path in the line. */
void picker_go(struct picker *picker, const char *path);

/* Chosen already? Its place; chosen_count: no. */
size_t picker_find(const struct picker *picker, const char *path);

/* Adds it, or takes it back if it is there and may go. */
void picker_choose(struct picker *picker, const char *path, bool may_go);

/* The whole path of what is in hand in the list; false: it is too long. */
bool picker_in_hand(const struct picker *picker, char path[FOLDER_PATH]);

#endif
