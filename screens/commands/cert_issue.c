/* cert_issue.c - cert issue and cert renew: a new server certificate as one save. */
#include <string.h>

#include "screens/commands/issue.h"
#include "screens/commands/print.h"

enum { DAY = 86400 };

static bool is_possible(const struct session *session, struct err *err)
{
    const char *mode = certificate_plan(session->config).mode;

    if (strcmp(mode, "builtin") != 0)
        return fail(err,
                    "certificates.mode is %s: this makes certificates in builtin mode only, and "
                    "whoever made the present one has to renew it",
                    mode);
    return *server_fqdn(session->config) ||
           fail(err, "server.fqdn: has to be known before a certificate can be made");
}

static void read_facts(const struct session *session, struct certificate_facts *facts)
{
    prepare_facts(session->store, server_fqdn(session->config), time(NULL), facts);
}

static void tell(const struct session *session, enum certificate_need need)
{
    struct certificate_facts facts;
    char day[DAY_SIZE];

    read_facts(session, &facts);
    print_day(facts.not_after, day);
    printf("saved: generation %u\n", store_generation(session->store));
    printf("certificate: %s, %s, until %s\n", server_fqdn(session->config), facts.key, day);
    if (need == CERTIFICATES_ALL)
        printf("authority: new; ca-root.crt has to be rolled out to every client\n");
}

struct wish {
    bool keep_key;
    const char *what; /* the line of the history */
};

static enum status save(struct session *session, const struct wish *wish)
{
    enum certificate_need need = prepare_need(session->store, session->saved, session->config);
    struct issue issue;
    struct err err;

    if (need == CERTIFICATES_FIT)
        need = CERTIFICATES_SERVER;
    bool keep_key = wish->keep_key && need == CERTIFICATES_SERVER;
    bool saved =
        issue_make(&issue, session, need, keep_key, &err) &&
        store_save(session->store, session->config, issue.files, issue.count, wish->what, &err);
    if (saved) {
        tell(session, need);
        session_glance(session);
    }
    issue_end(&issue);
    return saved ? STATUS_FINE : complain(STATUS_FAILED, &err);
}

enum status command_cert_issue(const struct context *context, int count, char *const args[])
{
    const struct wish wish = { .what = "certificate issued" };
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command_find("cert issue"), count, args, &arguments))
        return STATUS_USAGE;
    bool ready = session_open(&session, context, WRITE, &err) && is_possible(&session, &err);
    enum status status = ready ? save(&session, &wish) : complain(STATUS_FAILED, &err);
    session_close(&session);
    return status;
}

/* ------------------------------------------------ renewal */

static bool is_due(const struct session *session)
{
    struct certificate_facts facts;
    long days = certificate_plan(session->config).renew_days;

    read_facts(session, &facts);
    time_t left = facts.not_after - time(NULL);
    if (!facts.present || *facts.chain || left < (time_t)days * DAY ||
        prepare_need(session->store, session->saved, session->config) != CERTIFICATES_FIT)
        return true;
    printf("certificate: %ld days are left; it is renewed when fewer than %ld are\n",
           (long)(left / DAY), days);
    return false;
}

static enum status renew(struct session *session, const struct command *command,
                         const struct arguments *arguments)
{
    const struct wish wish = { .keep_key = !arguments_option(arguments, command, "--new-key"),
                               .what = "certificate renewed" };

    if (!arguments_option(arguments, command, "--force") && !is_due(session))
        return STATUS_FINE;
    return save(session, &wish);
}

enum status command_cert_renew(const struct context *context, int count, char *const args[])
{
    const struct command *command = command_find("cert renew");
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    bool ready = session_open(&session, context, WRITE, &err) && is_possible(&session, &err);
    enum status status =
        ready ? renew(&session, command, &arguments) : complain(STATUS_FAILED, &err);
    session_close(&session);
    return status;
}
