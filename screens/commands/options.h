/* options.h - the options of every command; each table ends with a row whose name is NULL. */
#ifndef SCREENS_COMMANDS_OPTIONS_H
#define SCREENS_COMMANDS_OPTIONS_H

#include "screens/session/command.h"

extern const struct option_row options_init[], options_check[], options_explain[], options_probe[],
    options_discover[], options_report[], options_list[], options_get[], options_set[],
    options_add[], options_remove[], options_strength[], options_export[], options_apply[],
    options_import[], options_answers[], options_history[], options_diff[], options_passwd[],
    options_manual[], options_secret_show[], options_secret_list[], options_secret_rollover[];

#endif
