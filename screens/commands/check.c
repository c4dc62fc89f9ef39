/* check.c - audit the configuration and print what was found. */
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/certificates/certify.h"
#include "backend/report/report.h"
#include "backend/report/saved.h"
#include "backend/setup/prepare.h"
#include "backend/setup/rollover_ends.h"
#include "backend/store/conf/conf.h"
#include "screens/commands/commands.h"
#include "screens/commands/watch.h"
#include "screens/session/output.h"
#include "screens/session/session.h"

struct check_options {
    const struct report_form *form;
    const char *output; /* NULL: standard output */
    const char *probe;  /* live tests that were saved; NULL: none */
    const char *watch;  /* keeps the check that this one is compared with; NULL: print all */
};

static bool commands_check_print(const struct report *report, const struct check_options *options,
                                 struct err *err)
{
    AUTO_BUF struct buf out = { 0 };
    const struct look look = output_look(options->output);

    if (options->form->write)
        options->form->write(report, &out);
    else
        report_text(report, &look, &out);
    return output_file_mode(options->output, options->form->mode, out.text, out.size, err);
}

/* ------------------------------------------------ exit status */

/* The numbers of monitoring plugins: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. What may not be read
 * was not checked, and that is not fine. */
static enum status status_of(const struct report *report, const struct check_options *options)
{
    static const int plugin[] = { [PASS] = 0, [WARN] = 1, [FAIL] = 2 };
    enum level worst = report_level(report->audit);

    if (worst == PASS && *report_unread(report))
        return STATUS_FAILED;
    if (options->form->plugin)
        return (enum status)plugin[worst];
    return worst == PASS ? STATUS_FINE : STATUS_FINDINGS;
}

/* Monitoring shows what a plugin prints, and an error must not look like CRITICAL, which is 2. */
static enum status could_not(const struct check_options *options, const struct err *err)
{
    AUTO_BUF struct buf out = { 0 };

    if (!options->form->plugin)
        return session_complain(STATUS_FAILED, err);
    report_nagios_unknown(err->text, &out);
    fputs(out.text, stdout);
    return STATUS_FAILED;
}

/* Wrong use is UNKNOWN, too: 2 would be taken for CRITICAL. */
static bool wants_plugin(int count, char *const args[])
{
    for (int i = 1; i < count; i++)
        if (strstr(args[i], "nagios"))
            return true;
    return false;
}

/* ------------------------------------------------ what is told of */

/* The newest two generations, where they can be read. */
struct past {
    struct generation *list;
    size_t count;
    struct config *before;
};

static void look_back(struct past *past, struct store *store, bool load)
{
    struct notes unheard;

    *past = (struct past){ 0 };
    if (store_history(store, &past->list, &past->count, NULL) && past->count > 1 && load)
        past->before = store_load(store, past->list[1].number, &unheard, NULL);
}

static void past_free(struct past *past)
{
    config_free(past->before);
    free(past->list);
}

static enum status commands_check_show(const struct report *report,
                                       const struct check_options *options)
{
    struct err err;

    return commands_check_print(report, options, &err) ? status_of(report, options)
                                                       : could_not(options, &err);
}

/* What cannot be read has no lines: loading has said already what is wrong with it. */
static void commands_check_text(const struct session *session, struct buf *text)
{
    AUTO_FREE char *path = format("%s/current/printseal.conf", store_path(session->store));

    file_read(AT_FDCWD, path, CONF_MAX, text, NULL);
}

/* Without the certificates there is no grade. */
static enum status commands_check_known(const struct report *report,
                                        const struct check_options *options)
{
    struct err err;

    if (!*report->certificate->unknown)
        return options->watch ? watch(report, options->watch)
                              : commands_check_show(report, options);
    fail(&err, "%s", report->certificate->unknown);
    return could_not(options, &err);
}

/* early: taken over. */
static enum status audit(const struct session *session, const struct check_options *options,
                         const struct saved_tests *probes, struct worker *early)
{
    struct certificate_facts certificate;
    struct audit audit;
    struct past past;
    AUTO_BUF struct buf text = { 0 }, rollovers = { 0 };

    rollover_lines(session->store, session->config, &rollovers);
    if (options->form->lines)
        commands_check_text(session, &text);
    session_judge_key(session, early, &audit, &certificate);
    look_back(&past, session->store, options->form->past);
    const struct report report = { .audit = &audit,
                                   .notes = &session->notes,
                                   .name = server_fqdn(session->config),
                                   .generation = store_generation(session->store),
                                   .now = time(NULL),
                                   .config = session->config,
                                   .certificate = &certificate,
                                   .made = past.count ? past.list : NULL,
                                   .before = past.before,
                                   .before_number = past.before ? past.list[1].number : 0,
                                   .probes = probes,
                                   .rollovers = &rollovers,
                                   .code_open = store_code_open(session->store),
                                   .text = &text };
    enum status status = commands_check_known(&report, options);
    past_free(&past);
    audit_free(&audit);
    return status;
}

/* What loading noticed is in the report, so that nothing is said of it here. */
static enum status check(const struct context *context, const struct check_options *options)
{
    struct session session = { 0 };
    struct saved_tests probes = { 0 };
    struct err err;
    /* Without their program nothing could be said of certificates: no grade then. */
    bool ready = certify_ready(&err) && crypto_ready(&err) &&
                 (!options->probe || saved_tests_read(options->probe, &probes, &err));

    struct worker *early = NULL;

    if (ready && session_store(&session, context, READ, &err)) {
        early = certify_facts_early();
        session.config = store_load(session.store, 0, &session.notes, &err);
    }
    if (!session.config)
        worker_end(early);
    enum status status =
        session.config ? audit(&session, options, &probes, early) : could_not(options, &err);
    session_close(&session);
    saved_tests_free(&probes);
    return status;
}

enum status command_check(const struct command *command, const struct context *context, int count,
                          char *const args[])
{
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return wants_plugin(count, args) ? STATUS_FAILED : STATUS_USAGE;
    const struct check_options options = {
        .form = report_form(arguments_option(&arguments, "--format")),
        .output = arguments_option(&arguments, "--output"),
        .probe = arguments_option(&arguments, "--probe"),
        .watch = arguments_option(&arguments, "--watch"),
    };
    if (options.probe && !options.form->past)
        return session_misuse(command, "check: --probe is for --format html");
    if (options.watch && options.form->write)
        return session_misuse(command,
                              "check: --watch prints text only, and keeps JSON in its file");
    return check(context, &options);
}
