/* change.h - people's changes to a configuration: checked, remembered, undone and done again.
 *
 * A journal holds every change since the last save. Each change swaps whole records, so undo is
 * exact for every setting there is or will be.
 */
#ifndef BACKEND_MODEL_CHANGE_H
#define BACKEND_MODEL_CHANGE_H

#include "backend/model/config.h"

struct change {
    size_t table;                  /* in config->tables */
    size_t at, to;                 /* position before and after; they differ for a move */
    struct record *before, *after; /* NULL: there was, there is none */
    bool joined;                   /* undone and done again together with the one before it */
};

struct journal {
    struct change *list;
    size_t count, room; /* all that are remembered */
    size_t done;        /* of them are in force; the rest can be done again */
};

void change_journal_clear(struct journal *journal);

/* Sets one value from what somebody typed (setting_accept()), keeping names unique; nothing is
 * remembered if it is what it was. On failure nothing has changed and err names path and reason. */
bool change_set(struct journal *journal, struct config *config, const struct config_place *place,
                const char *text, struct err *err);

/* Takes over the caller's hold on secret, also on failure; NULL clears. Fails beyond the row's
 * length. */
bool change_hide(struct journal *journal, struct config *config, const struct config_place *place,
                 struct secret *secret, struct err *err);

/* Adds a record to a list behind all others: `like` copied under the new name, or (NULL) defaults.
 */
bool change_add(struct journal *journal, struct config *config, const struct section *section,
                const char *name, const struct record *like, struct err *err);

/* Takes a record out, or moves it to another position. Fails for a single section's. */
bool change_remove(struct journal *journal, struct config *config, const struct config_place *place,
                   struct err *err);
bool change_move(struct journal *journal, struct config *config, const struct config_place *place,
                 size_t to, struct err *err);

/* Makes one step of all changes that are in force from the one numbered `from` on. */
void change_join(struct journal *journal, size_t from);

/* One step. False if there is nothing to undo, or to do again. place (may be NULL) is where it
 * happened: its setting is NULL unless exactly one setting differs; of several changes it is the
 * section of the first. */
bool change_undo(struct journal *journal, struct config *config, struct config_place *place);
bool change_redo(struct journal *journal, struct config *config, struct config_place *place);

/* Takes back the last change as if it had never been made: who was asked refused it, or one of
 * several cannot be. Unlike after an undo, it cannot be done again. False: there is none. */
bool change_take_back(struct journal *journal, struct config *config);

/* Puts a change into force as if somebody had made it just now: for a draft that is read back. The
 * journal takes over the holds. False, and nothing changed, if it does not fit the configuration.
 */
bool change_replay(struct journal *journal, struct config *config, const struct change *change);

/* Puts another journal's changes into force here, as one step; they were made on a copy of this
 * very configuration, so that all of them fit. more is empty afterwards. */
void change_replay_all(struct journal *journal, struct config *config, struct journal *more);

/* Takes over the changes of another journal, which are in force already, behind its own; more is
 * empty afterwards. */
void change_journal_join(struct journal *journal, struct journal *more);

#endif
