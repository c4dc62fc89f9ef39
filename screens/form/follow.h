/* follow.h - what follows from taking a choice, the settings that are asked for then among it. */
#ifndef SCREENS_FORM_FOLLOW_H
#define SCREENS_FORM_FOLLOW_H

#include "backend/model/record.h"

/* A text for each choice of that setting, good until the next call. */
const char *const *follow_meanings(const struct record *record, const struct setting *setting);

#endif
