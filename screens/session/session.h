/* session.h - one command's look at the configuration, and its one save. */
#ifndef SCREENS_SESSION_SESSION_H
#define SCREENS_SESSION_SESSION_H

#include "backend/report/startup.h"
#include "screens/session/command.h"

/* A store that is open and loaded. For writing it is locked as well, and every secret is there. */
struct session {
    struct store *store;
    struct config *config, *saved; /* as it becomes, as it was loaded */
    struct notes notes;
    struct journal journal; /* the command's changes: one save for all */
    bool quiet;             /* the command itself says what was saved */
};
enum access { READ, WRITE };

/* What was noticed while loading is said on standard error. */
bool session_open(struct session *session, const struct context *context, enum access access,
                  struct err *err);

/* The same to look at that one path and nothing else: store_load_path(). */
bool session_open_path(struct session *session, const struct context *context, const char *path,
                       struct err *err);
void session_close(struct session *session); /* also a half-opened one */

/* Opens the store alone, for what looks at generations: there must be one. */
bool session_store(struct session *session, const struct context *context, enum access access,
                   struct err *err);

/* Could secrets not be read that this user may read, for an error of the machine? What shows them
 * then lacks them. */
bool session_unread(const struct notes *notes);

/* The status of a look: one that lacks something that could not be read is never STATUS_FINE. What
 * it lacks is said before. */
enum status session_status(enum status status, bool lacks);

/* Saves what differs from what was loaded as one new generation; nothing differs: nothing is
 * saved. `what` is the line of the history. A certificate that no longer fits is made anew in the
 * same save, and that is said on standard error. */
bool session_save(struct session *session, const char *what, struct err *err);

/* Audits what is loaded or saved. The caller frees the audit. */
void session_judge(const struct session *session, struct audit *audit,
                   struct certificate_facts *certificate);

/* The same with a look at the server's private key, which only a child opens: early, which is taken
 * over (certify_facts_early()), or NULL. */
void session_judge_key(const struct session *session, struct worker *early, struct audit *audit,
                       struct certificate_facts *certificate);

/* Keeps what the wizard's next start shows first; after every save. */
void session_startup(struct session *session);

/* How many differences there are to save. */
size_t session_changes(const struct session *session);

/* Opens, finds one place and hands it over; *status is set on failure, and all is said. */
bool session_find(struct session *session, const char *path, struct config_place *place,
                  enum status *status);

#endif
