/* cert_status.c - what is installed, what it is worth, and what is pending. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/dump.h"
#include "backend/base/moment.h"
#include "backend/pki/inventory/inventory_report.h"
#include "screens/commands/cert/cert.h"
#include "screens/session/issue.h"
#include "screens/session/print.h"

static bool cert_status_look(const struct session *session, time_t now, struct inventory *inventory,
                             struct err *err)
{
    struct certify task;
    struct worker *worker = certify_look(&task, session->store, session->config, now, err)
                                ? certify_run(&task, NULL, err)
                                : NULL;
    bool ok = worker && certify_looked(worker, inventory, err);

    worker_end(worker);
    return ok;
}

static void cert_status_print(const struct session *session, const struct inventory *inventory,
                              struct inventory_about *about, bool json)
{
    static const char *const keys[] = { [AWAITS_NOTHING] = "",
                                        [AWAITS_REQUEST] = "request",
                                        [AWAITS_SIGNATURE] = "signature",
                                        [AWAITS_ANSWER] = "answer",
                                        [AWAITS_IMPORT] = "import" };
    const enum pending pending = certify_pending(session->store, session->config);
    AUTO_BUF struct buf out = { 0 };

    about->mode = certificate_settings(session->config).mode;
    about->mode_shown = certificate_mode_shown(session->config);
    about->pending = certify_pending_text(pending);
    about->pending_key = keys[pending];
    (json ? inventory_json : inventory_text)(inventory, about, &out);
    fwrite(out.text, 1, out.size, stdout);
}

/* ------------------------------------------------ what expires */

static bool expires_within(const struct inventory_file *file, time_t now, long days)
{
    bool served = file->kind == INVENTORY_CERTIFICATE || file->kind == INVENTORY_LIST;

    return served && file->until && file->until - now < days * DAY;
}

static json_t *cert_status_expiring(const struct inventory_file *file, time_t now)
{
    char moment[MOMENT_SIZE];

    moment_text(file->until, moment);
    return json_pack("{s:s, s:s, s:I}", "file", file->name, "not_after", moment, "days_left",
                     (json_int_t)((file->until - now) / DAY));
}

/* A line each; true if there is any. JSON: a list, which is the caller's. */
static bool list_expiring(const struct inventory *inventory, time_t now, long days, json_t *list)
{
    bool any = false;

    for (size_t i = 0; i < inventory->count; i++) {
        const struct inventory_file *file = &inventory->files[i];
        char day[DAY_SIZE];

        if (!expires_within(file, now, days))
            continue;
        any = true;
        if (list) {
            json_array_append_new(list, cert_status_expiring(file, now));
            continue;
        }
        moment_day(file->until, day);
        printf("%s %s %ld\n", file->name, day, (long)(file->until - now) / DAY);
    }
    return any;
}

static bool read_days(const char *text, long *days, struct err *err)
{
    char *end = NULL;

    *days = strtol(text, &end, 10);
    return (end != text && !*end && *days >= 0 && *days <= 36500) ||
           fail(err, "--expiring needs a number of days, 0 to 36500");
}

static void cert_status_dump(json_t *expiring)
{
    AUTO_BUF struct buf out = { 0 };

    dump(json_pack("{s:i, s:o}", "version", 1, "expiring", expiring), JSON_INDENT(2), &out);
    puts(out.text);
}

static enum status print_expiring(struct session *session, const struct arguments *arguments)
{
    const char *text = arguments_option(arguments, "--expiring");
    json_t *list = arguments_json(arguments) ? must(json_array()) : NULL;
    struct inventory *inventory = must(calloc(1, sizeof *inventory));
    time_t now = time(NULL);
    struct err err;
    long days;

    bool number = read_days(text, &days, &err);
    bool ok = number && cert_status_look(session, now, inventory, &err);
    bool any = ok && list_expiring(inventory, now, days, list);
    free(inventory);
    if (ok && list)
        cert_status_dump(json_incref(list));
    json_decref(list);
    if (!ok)
        return session_complain(number ? STATUS_FAILED : STATUS_USAGE, &err);
    return any ? STATUS_FINDINGS : STATUS_FINE;
}

static enum status status(struct session *session, const struct arguments *arguments)
{
    struct inventory *inventory = must(calloc(1, sizeof *inventory));
    struct issued issued = { 0 };
    struct inventory_about about = { .now = time(NULL),
                                     .issued = &issued,
                                     .list_issued = arguments_option(arguments, "--issued") };
    struct err err;
    bool ok = certify_issued(session->store, &issued, &err) &&
              cert_status_look(session, about.now, inventory, &err);
    bool fine = ok && inventory->served.has_leaf && inventory->served.problems.worst != REFUSED;

    if (ok)
        cert_status_print(session, inventory, &about, arguments_json(arguments));
    issued_free(&issued);
    free(inventory);
    if (!ok)
        return session_complain(STATUS_FAILED, &err);
    return session_status(fine ? STATUS_FINE : STATUS_FINDINGS, session_unread(&session->notes));
}

enum status command_cert_status(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const char *days = arguments_option(&arguments, "--expiring");
    enum status end = !session_open(&session, context, READ, &err)
                          ? session_complain(STATUS_FAILED, &err)
                      : days ? print_expiring(&session, &arguments)
                             : status(&session, &arguments);
    session_close(&session);
    return end;
}
