/* change_inside.h - between the files of the journal. */
#ifndef BACKEND_MODEL_CHANGE_INSIDE_H
#define BACKEND_MODEL_CHANGE_INSIDE_H

#include "backend/model/change.h"

/* Gives up the holds. */
void change_drop(struct change *change);

/* Behind all others, which takes over the holds; what could be done again is forgotten. */
void change_remember(struct journal *journal, const struct change *change);

/* Puts it into force and remembers it. */
void change_commit(struct journal *journal, struct config *config, const struct change *change);

#endif
