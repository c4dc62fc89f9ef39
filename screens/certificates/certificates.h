/* certificates.h - the screen of what is installed: its state, and what its files share. */
#ifndef SCREENS_CERTIFICATES_CERTIFICATES_H
#define SCREENS_CERTIFICATES_CERTIFICATES_H

#include "backend/certificates/certify.h"
#include "screens/app/busy.h"
#include "screens/app/sheet.h"
#include "tui/picker.h"

struct certificates {
    struct app *app;
    struct sheet sheet;
    struct worker *looking;      /* NULL: it has looked */
    struct inventory *inventory; /* NULL: not yet, or it could not */
    char error[200];             /* why it could not */
    enum pending pending;
    bool requested; /* just now: the request is to be saved as a file before it can be answered */
    char what[120]; /* the history's line of what is being done */
    char *input[PICKER_MAX]; /* files that somebody chose */
    size_t input_count;
    size_t input_key;              /* which of several private keys was chosen; 0: none yet */
    struct secret *input_password; /* of those files; NULL: none is known yet */
    char client[256];
    char file[FOLDER_PATH]; /* where a client's PFX goes */
    char password[CLIENT_PASSWORD];
};

/* Of the screen, wherever it is in the stack. */
struct certificates *certificates_state(const struct app *app);

/* Which password opens the files that somebody chose? again: it was not the one. */
void certificates_ask_password(struct app *app, bool again, question_answered *answered);

/* Looks at the files anew, beside us, and then shows them. */
void certificates_look(struct app *app);

/* Makes the lines from what is known. */
void certificates_fill(struct certificates *state);

/* The part of them that can be done, as the mode and the files are. */
void certificates_put_actions(struct certificates *state);

/* Draws the steps of the way that is gone: those that are done, and where one stands. The files
 * have been looked at. */
void certificates_put_steps(struct certificates *state);

/* A file of that name is in the folder. */
bool certificates_has(const struct certificates *state, const char *name);

/* The files that somebody chose, and what was said of them. */
void certificates_input_forget(struct certificates *state);

/* What a task needs to know. Generates the secrets that nobody is asked for. */
struct certify_place certificates_place(struct app *app);

/* Starts a filled task in a box, and saves what comes of it. filled false: says err instead. */
void certificates_run(struct app *app, struct certify *task, bool filled, const struct err *err);

/* The same, with somebody else to hear what comes of it. */
void certificates_start(struct app *app, struct certify *task, bool filled, const struct err *err,
                        const struct busy_job *how);

/* What certificates_run() does in the end, for others that start: saves, or reports why not (NULL:
 * stopped). */
void certificates_save(struct app *app, struct worker *worker);
void certificates_failed(struct app *app, const struct worker *worker, const char *why);

/* Goes on only if nobody minds that changes that are not saved are saved along. */
void certificates_ask_unsaved(struct app *app, void (*then)(struct app *app));

/* ---- what can be done; each asks first what it has to know */
void certificates_renew(struct app *app);
void certificates_renew_key(struct app *app);
void certificates_root_make(struct app *app);
void certificates_root_swap(struct app *app);
void certificates_root_drop(struct app *app);
void certificates_request(struct app *app);
void certificates_drop(struct app *app);
void certificates_import(struct app *app);     /* an import, or an answer: as the mode is */
void certificates_input_more(struct app *app); /* further files beside those that were chosen */
void certificates_client(struct app *app);
void certificates_revoke(struct app *app);
void certificates_save_root(struct app *app);
void certificates_save_request(struct app *app);
void certificates_save_list(struct app *app);
void certificates_mode(struct app *app);

/* Behind a change of who signs: says what it means for the clients, and takes it back unless
 * somebody wants it. was: the mode before; nothing is asked if it is the same. */
void certificates_ask_mode(struct app *app, const char *was);

/* What was found in files that were brought; takes the worker over. */
struct verdict_subject {
    struct worker *worker;
    struct examination *found; /* taken over */
};
extern const struct screen certificates_revoke_screen; /* those that can be revoked; no subject */
extern const struct screen verdict_screen;             /* subject: const struct verdict_subject * */

#endif
