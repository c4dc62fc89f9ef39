/* certificates_steps.c - the steps of each way to a certificate, and of a root rollover: which are
 * done, and where one stands. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/certificates/certificates.h"

enum { STEPS_MOST = 5 };

struct certificates_steps {
    const char *title;
    struct {
        const char *text, *more;
    } steps[STEPS_MOST]; /* text NULL at the end */
};

static const struct certificates_steps signed_by_company = {
    "Steps to a certificate of the company's CA",
    { { "Request made", "The key of this server's CA is made here, and a request for its "
                        "certificate." },
      { "Request sent, answered by the company's CA",
        "The file goes to anyone who runs the company's CA. Days may pass: nothing stands still "
        "here until then." },
      { "Answer imported", "The signed certificate is checked before anything is changed." },
      { "Server certificate in force", "It is made under this server's CA, and exported to the "
                                       "print server." },
      { NULL, NULL } },
};
static const struct certificates_steps signed_elsewhere = {
    "Steps to a certificate from elsewhere",
    { { "Request made", "The key is made here and never leaves this server." },
      { "Request sent, answered by the CA", "The file goes to the CA that shall sign it." },
      { "Answer imported", "It is checked before anything is changed." },
      { "Server certificate in force", "It is exported to the print server." },
      { NULL, NULL } },
};
static const struct certificates_steps brought = {
    "Steps to an imported certificate",
    { { "Certificate and key imported", "They are checked before anything is changed." },
      { "Server certificate in force", "It is exported to the print server." },
      { NULL, NULL } },
};
static const struct certificates_steps made_here = {
    "Steps to a certificate of this server's own CA",
    { { "CA made", "A root of this server's own." },
      { "Server certificate in force", "Signed by that root, and exported to the print server." },
      { NULL, NULL } },
};
static const struct certificates_steps next_root = {
    "Steps to the next root",
    { { "Next root made", "It lies beside the root in force." },
      { "Both roots published to clients",
        "The exports hold both: give them to all clients before the switch." },
      { "Switched to the new root", "Clients that have only one of the two accept the server." },
      { "Old root retired", "When every client has the new one." },
      { NULL, NULL } },
};

/* Of a request that is out the first step is done; with nothing pending all are. */
static size_t certificates_steps_pending(enum pending pending)
{
    static const size_t done[] = { [AWAITS_NOTHING] = STEPS_MOST,
                                   [AWAITS_REQUEST] = 0,
                                   [AWAITS_SIGNATURE] = 1,
                                   [AWAITS_ANSWER] = 1,
                                   [AWAITS_IMPORT] = 0 };

    return done[pending];
}

/* The steps that are walked now, and how many of them are done. */
static const struct certificates_steps *certificates_steps_now(const struct certificates *state,
                                                               size_t *done)
{
    const char *mode = certificate_settings(state->app->config).mode;

    *done = certificates_steps_pending(state->pending);
    if (strcmp(mode, "intermediate") == 0)
        return &signed_by_company;
    if (strcmp(mode, "manual") == 0)
        return state->pending == AWAITS_ANSWER ? &signed_elsewhere : &brought;
    if (certificates_has(state, "ca-next.crt")) {
        *done = 1;
        return &next_root;
    }
    if (certificates_has(state, "ca-old.crt")) {
        *done = 3;
        return &next_root;
    }
    *done = (size_t)certificates_has(state, "ca-myq.key") + certificates_has(state, "server.cer");
    return &made_here;
}

void certificates_put_steps(struct certificates *state)
{
    size_t done;
    const struct certificates_steps *steps = certificates_steps_now(state, &done);

    sheet_head(&state->sheet, tr(steps->title));
    for (size_t i = 0; steps->steps[i].text; i++) {
        struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);

        snprintf(line->text, sizeof line->text, "%zu  %s", i + 1, tr(steps->steps[i].text));
        snprintf(line->more, sizeof line->more, "%s", tr(steps->steps[i].more));
        line->mark = i < done ? MARK_FINE : i == done ? MARK_INCOMPLETE : MARK_OFF;
    }
}
