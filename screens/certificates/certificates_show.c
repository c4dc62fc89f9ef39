/* certificates_show.c - the lines: who signed whom, until when, in which file; what is wrong; what
 * can be done. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/certificates/deployed.h"
#include "backend/settings/settings.h"
#include "screens/certificates/certificates.h"

/* ------------------------------------------------ texts */

/* "CN=Example Root,O=Example" is told as "Example Root"; what has no common name as it is. */
static void common_name(const char *subject, char name[], size_t size)
{
    const char *at = strncmp(subject, "CN=", 3) == 0 ? subject : strstr(subject, ",CN=");
    size_t length = 0;

    if (!at) {
        snprintf(name, size, "%s", subject);
        return;
    }
    at = strchr(at, '=') + 1;
    while (at[length] && at[length] != ',')
        length += at[length] == '\\' && at[length + 1] ? 2 : 1;
    snprintf(name, size, "%.*s", (int)length, at);
}

/* Below two days in hours, or one for 24 hours would have none from the start. */
static void put_life(const struct certificates *state, const struct inventory_file *file,
                     struct sheet_line *line)
{
    enum { HOUR = 60 * 60 };
    const struct policy limits = policy(state->app->config);
    time_t left = file->until - time(NULL), whole = file->until - file->from;

    shown_day(file->until, line->until);
    if (left <= 0)
        snprintf(line->days, sizeof line->days, "%s", tr("ended"));
    else if (left < 2L * DAY)
        snprintf(line->days, sizeof line->days, tr("%s h"), shown_number(left / HOUR).text);
    else
        snprintf(line->days, sizeof line->days, tr("%s d"), shown_number(left / DAY).text);
    line->mark = left < certificate_margin(limits.expiry_fail_days, whole)   ? MARK_FAIL
                 : left < certificate_margin(limits.expiry_warn_days, whole) ? MARK_WARN
                                                                             : MARK_FINE;
}

/* ------------------------------------------------ the chain */

/* The root beside the one in force, which may have the same name. */
static bool certificates_show_beside(const struct inventory_file *file)
{
    return strcmp(file->name, "ca-next.crt") == 0 || strcmp(file->name, "ca-old.crt") == 0;
}

static const struct inventory_file *find_subject(const struct certificates *state,
                                                 const char *subject)
{
    for (size_t i = 0; i < state->inventory->count; i++) {
        const struct inventory_file *file = &state->inventory->files[i];

        if (file->kind == INVENTORY_CERTIFICATE && !certificates_show_beside(file) &&
            strcmp(file->subject, subject) == 0)
            return file;
    }
    return NULL;
}

/* All files that hold the certificate or its key, as "server.cer, server.key". */
static void put_files(const struct certificates *state, const struct inventory_file *file,
                      char text[], size_t size)
{
    size_t used = (size_t)snprintf(text, size, "%s", file->name);

    for (size_t i = 0; i < state->inventory->count && used < size; i++) {
        const struct inventory_file *other = &state->inventory->files[i];

        if (strcmp(other->belongs, file->name) == 0)
            used += (size_t)snprintf(text + used, size - used, ", %s", other->name);
    }
}

static void put_details(const struct certificates *state, const struct inventory_file *file,
                        struct sheet_line *line)
{
    char files[200], from[16], until[16], issuer[160];

    put_files(state, file, files, sizeof files);
    common_name(file->issuer, issuer, sizeof issuer);
    shown_day(file->from, from);
    shown_day(file->until, until);
    snprintf(line->more, sizeof line->more,
             tr("%s, signed by %s. Valid from %s to %s, %s, in %s.%s%.120s SHA-256 %s"),
             file->subject, strcmp(file->subject, file->issuer) == 0 ? tr("itself") : issuer, from,
             until, file->key, files, *file->names ? tr(" Names: ") : "", file->names,
             file->fingerprint);
}

/* One step of the ladder; depth 0 is at the top. */
static void certificates_show_put_step(struct certificates *state, const char *subject,
                                       size_t depth)
{
    const struct inventory_file *file = find_subject(state, subject);
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);
    char name[160], files[160];

    common_name(subject, name, sizeof name);
    snprintf(line->text, sizeof line->text, "%*s%s%s", (int)(depth ? 3 * (depth - 1) : 0), "",
             depth ? "`- " : "", name);
    snprintf(line->more, sizeof line->more, tr("%s, sent along by the server."), subject);
    if (!file)
        return;
    put_life(state, file, line);
    put_details(state, file, line);
    put_files(state, file, files, sizeof files);
    line = sheet_add(&state->sheet, SHEET_NOTE, NULL);
    snprintf(line->text, sizeof line->text, "%*s%s", (int)(3 * depth), "", files);
}

static void put_chain(struct certificates *state)
{
    const struct examination *served = &state->inventory->served;

    sheet_head(&state->sheet, tr("Chain"));
    if (!served->has_leaf) {
        sheet_add(&state->sheet, SHEET_FACT, tr("No server certificate yet"))->mark =
            MARK_INCOMPLETE;
        return;
    }
    for (size_t i = served->chain; i-- > 0;)
        certificates_show_put_step(state, served->links[i], served->chain - 1 - i);
    certificates_show_put_step(state, served->subject, served->chain);
}

/* ------------------------------------------------ what else */

static void certificates_show_put_findings(struct certificates *state)
{
    const struct examination *served = &state->inventory->served;

    if (!served->has_leaf)
        return;
    sheet_head(&state->sheet, tr("Problems"));
    for (size_t i = 0; i < served->problems.count; i++)
        sheet_problem(&state->sheet, &served->problems.list[i]);
    if (!served->problems.count)
        sheet_add(&state->sheet, SHEET_FACT, tr("None. Clients that trust the root accept it"))
            ->mark = MARK_FINE;
}

/* The others are told with the chain. */
static void certificates_show_put_root(struct certificates *state,
                                       const struct inventory_file *file, struct sheet_line *line)
{
    if (!certificates_show_beside(file)) {
        state->sheet.count--;
        return;
    }
    snprintf(line->text, sizeof line->text,
             strcmp(file->name, "ca-next.crt") == 0 ? tr("%s: next root") : tr("%s: old root"),
             file->name);
    put_life(state, file, line);
    put_details(state, file, line);
}

static void put_other(struct certificates *state, const struct inventory_file *file)
{
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);

    switch (file->kind) {
    case INVENTORY_REQUEST:
        snprintf(line->text, sizeof line->text, tr("%s: request, answer pending"), file->name);
        snprintf(line->more, sizeof line->more,
                 tr("The request for %.159s is in %.200s/current/cert/%s."), file->subject,
                 store_path(state->app->store), file->name);
        line->mark = MARK_INCOMPLETE;
        return;
    case INVENTORY_LIST:
        snprintf(line->text, sizeof line->text, tr("%s: %s revoked"), file->name,
                 shown_count(file->more).text);
        snprintf(line->more, sizeof line->more,
                 tr("The list of revoked certificates. Clients and servers that check it have to "
                    "get it."));
        put_life(state, file, line);
        return;
    case INVENTORY_UNREADABLE:
        snprintf(line->text, sizeof line->text, tr("%s: cannot be read"), file->name);
        line->mark = MARK_FAIL;
        return;
    case INVENTORY_CERTIFICATE:
        certificates_show_put_root(state, file, line);
        return;
    case INVENTORY_KEY:
    case INVENTORY_PFX:
    case INVENTORY_INDEX:
        state->sheet.count--; /* told with the chain */
    }
}

static void put_others(struct certificates *state)
{
    size_t before;

    sheet_head(&state->sheet, tr("Other files"));
    before = state->sheet.count;
    for (size_t i = 0; i < state->inventory->count; i++)
        put_other(state, &state->inventory->files[i]);
    if (state->sheet.count == before)
        state->sheet.count = before - 2;
}

/* ------------------------------------------------ where it is served */

static void put_deploy(struct certificates *state)
{
    const struct config *saved = state->app->saved;
    const char *deploy = saved ? certificate_settings(saved).deploy : "";
    struct deployed deployed;

    if (!*deploy || !certificates_has(state, "server.cer"))
        return;
    deployed_look(state->app->store, saved, &deployed);
    sheet_head(&state->sheet, tr("Served by"));
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, deploy);
    line->mark = !deployed.due ? MARK_FINE : *deployed.why ? MARK_FAIL : MARK_INCOMPLETE;
    snprintf(line->more, sizeof line->more, "%s%s%s",
             deployed.due ? tr("Does not have this certificate yet: it gets it when printseal "
                               "is closed.")
                          : tr("Has this certificate."),
             *deployed.why ? tr(" The last attempt failed: ") : "", deployed.why);
}

/* ------------------------------------------------ all of it */

static void put_mode(struct certificates *state)
{
    static const struct {
        const char *mode, *text;
    } modes[] = { { "intermediate", "Signed by the company's CA" },
                  { "manual", "Imported, signed by somebody else" },
                  { "builtin", "Signed by this server's own CA" } };
    static const char *const waits[] = {
        [AWAITS_NOTHING] = "",
        [AWAITS_REQUEST] = ": request missing",
        [AWAITS_SIGNATURE] = ": pending",
        [AWAITS_ANSWER] = ": pending",
        [AWAITS_IMPORT] = ": nothing yet",
    };
    const char *mode = certificate_settings(state->app->config).mode;
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);
    size_t i = 0;

    while (i + 1 < sizeof modes / sizeof *modes && strcmp(modes[i].mode, mode) != 0)
        i++;
    snprintf(line->text, sizeof line->text, "%s%s", tr(modes[i].text), tr(waits[state->pending]));
    snprintf(line->more, sizeof line->more, "%s.%s", line->text,
             !state->pending                         ? ""
             : certificates_has(state, "server.cer") ? tr(" Until then the present one stays.")
                                                     : tr(" Until then there is no certificate."));
    line->mark = state->pending ? MARK_INCOMPLETE : MARK_NONE;
}

void certificates_fill(struct certificates *state)
{
    sheet_begin(&state->sheet);
    put_mode(state);
    if (state->inventory) {
        certificates_put_steps(state);
        put_chain(state);
        certificates_show_put_findings(state);
        put_others(state);
        put_deploy(state);
    } else {
        sheet_add(&state->sheet, SHEET_FACT, state->error)->mark = MARK_FAIL;
    }
    certificates_put_actions(state);
}
