/* certificates_actions.c - what can be done in each mode: a row each. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/certificates/certificates.h"

enum { BUILTIN = 1, INTERMEDIATE = 2, MANUAL = 4, SIGNING = BUILTIN | INTERMEDIATE, ALL = 7 };
enum condition {
    ALWAYS,
    WITH_REQUEST,
    NO_REQUEST,
    WITH_CA,
    WITH_CA_ONLY,
    NO_CA,
    WITH_ROOT,
    WITH_LIST,
    WITH_NEXT,
    WITH_OLD,
    WITH_OLD_KEY,
    ONE_ROOT
};

static const struct certificate_action {
    unsigned modes;
    enum condition condition;
    enum pending waits; /* the step that this takes; AWAITS_NOTHING: none */
    const char *text, *more;
    void (*run)(struct app *app);
} form_actions[] = {
    { INTERMEDIATE, NO_REQUEST, AWAITS_REQUEST, "Make the request for the company's CA",
      "Step 1 of 4: makes the key of this server's CA and a request for its certificate.",
      certificates_request },
    { INTERMEDIATE, WITH_REQUEST, AWAITS_NOTHING, "Save the request as a file, to send it",
      "Step 2 of 4: the file goes to anyone who runs the company's CA. It holds no secret.",
      certificates_save_request },
    { INTERMEDIATE, WITH_REQUEST, AWAITS_SIGNATURE, "Import the company's answer",
      "Step 3 of 4: choose the signed certificate, with the company's root if it came along. It is "
      "checked first; then the server's certificate is made from it.",
      certificates_import },
    { INTERMEDIATE, WITH_CA_ONLY, AWAITS_NOTHING, "Import a re-issued certificate of our CA",
      "For the key that is here: our CA renewed by the company, or the company's root renewed. It "
      "is checked first; then the server's certificate is made from it.",
      certificates_import },
    { MANUAL, NO_REQUEST, AWAITS_IMPORT, "Import certificate and key from files",
      "PFX, or certificate, key and chain in PEM or DER; for the key that is here the next "
      "certificate alone. What is found is shown first.",
      certificates_import },
    { MANUAL, NO_REQUEST, AWAITS_NOTHING, "Make key and request here first",
      "The key never leaves this server: only the request goes to the CA.", certificates_request },
    { MANUAL, WITH_REQUEST, AWAITS_NOTHING, "Save the request as a file, to send it",
      "The file goes to the CA that shall sign it. It holds no secret.",
      certificates_save_request },
    { MANUAL, WITH_REQUEST, AWAITS_ANSWER, "Import the answer to the request",
      "Choose the signed certificate and what came with it. The key is here already.",
      certificates_import },
    { INTERMEDIATE | MANUAL, WITH_REQUEST, AWAITS_NOTHING, "Delete the request",
      "Deletes the request and its key. An answer to it can no longer be imported.",
      certificates_drop },
    { BUILTIN, NO_CA, AWAITS_NOTHING, "Make the CA and the server's certificate",
      "Makes a root of this server's own, and a certificate signed by it.",
      certificates_renew_key },
    { SIGNING, WITH_CA, AWAITS_NOTHING, "Renew the server's certificate",
      "A new certificate for the key that is there. Clients need nothing new.",
      certificates_renew },
    { SIGNING, WITH_CA, AWAITS_NOTHING, "Renew it with a new key",
      "The key is made anew, too: if somebody may have seen the old one. Clients need nothing new.",
      certificates_renew_key },
    { BUILTIN, ONE_ROOT, AWAITS_NOTHING, "Make the next root",
      "Months before the root expires, or for other name constraints: it is made beside the root "
      "in "
      "force, and the exports hold both. Clients notice nothing.",
      certificates_root_make },
    { BUILTIN, WITH_NEXT, AWAITS_NOTHING, "Switch to the next root",
      "When clients have it. Clients that have only one of the two roots still accept the server.",
      certificates_root_swap },
    { BUILTIN, WITH_NEXT, AWAITS_NOTHING, "Give the next root up",
      "Forgets the next root and its key.", certificates_root_drop },
    { BUILTIN, WITH_OLD_KEY, AWAITS_NOTHING, "Go back to the old root",
      "The new root lies beside it again. Clients notice nothing.", certificates_root_swap },
    { ALL, WITH_OLD, AWAITS_NOTHING, "Retire the old root",
      "When every client has the new one: those that have only the old root refuse the server.",
      certificates_root_drop },
    { ALL, WITH_ROOT, AWAITS_NOTHING, "Save the root for clients as a file",
      "What clients have to trust. It is public.", certificates_save_root },
    { SIGNING, WITH_CA, AWAITS_NOTHING, "Make a certificate for a client",
      "For somebody's or something's logon, as a PFX with a password that is shown once.",
      certificates_client },
    { SIGNING, WITH_CA, AWAITS_NOTHING, "Revoke a certificate",
      "One that was issued here is put on the revocation list, for good.", certificates_revoke },
    { SIGNING, WITH_LIST, AWAITS_NOTHING, "Save the revocation list (CRL) as a file",
      "For clients and servers that check it.", certificates_save_list },
    { ALL, ALWAYS, AWAITS_NOTHING, "Change the CA",
      "This server's own CA, the company's, or an imported certificate. It is said first what "
      "that "
      "means for the clients.",
      certificates_mode },
};

static unsigned mode_of(const struct certificates *state)
{
    const char *mode = certificate_settings(state->app->config).mode;

    return strcmp(mode, "manual") == 0         ? MANUAL
           : strcmp(mode, "intermediate") == 0 ? INTERMEDIATE
                                               : BUILTIN;
}

static bool certificates_actions_holds(const struct certificates *state, enum condition condition)
{
    switch (condition) {
    case ALWAYS:
        return true;
    case WITH_REQUEST:
        return certificates_has(state, certify_request_file(state->app->config));
    case NO_REQUEST:
        return !certificates_actions_holds(state, WITH_REQUEST);
    case WITH_CA:
        return certificates_has(state, "ca-myq.key");
    case WITH_CA_ONLY:
        return certificates_has(state, "ca-myq.key") &&
               certificates_actions_holds(state, NO_REQUEST);
    case NO_CA:
        return !certificates_actions_holds(state, WITH_CA);
    case WITH_ROOT:
        return certificates_has(state, "ca-root.crt");
    case WITH_NEXT:
        return certificates_has(state, "ca-next.key");
    case WITH_OLD:
        return certificates_has(state, "ca-old.crt");
    case WITH_OLD_KEY:
        return certificates_has(state, "ca-old.key");
    case ONE_ROOT:
        return certificates_has(state, "ca-myq.key") && !certificates_has(state, "ca-next.crt") &&
               !certificates_has(state, "ca-old.crt");
    case WITH_LIST:
        return certificates_has(state, "ca-myq.crl");
    }
    return false;
}

void certificates_put_actions(struct certificates *state)
{
    sheet_head(&state->sheet, tr("Actions"));
    for (size_t i = 0; i < sizeof form_actions / sizeof *form_actions; i++) {
        if (!(form_actions[i].modes & mode_of(state)) ||
            !certificates_actions_holds(state, form_actions[i].condition))
            continue;
        struct sheet_line *line = sheet_add(&state->sheet, SHEET_ACTION, tr(form_actions[i].text));
        snprintf(line->more, sizeof line->more, "%s", tr(form_actions[i].more));
        line->run = form_actions[i].run;
        if (form_actions[i].waits != AWAITS_NOTHING && form_actions[i].waits == state->pending)
            line->mark = MARK_INCOMPLETE;
    }
}
