/* cert_examine.c - what an import would find in files, without a configuration. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/utf8.h"
#include "backend/check/check.h"
#include "screens/commands/cert/cert.h"
#include "screens/commands/cert/input.h"

/* timegm() would take February 30 for March 2. */
static bool cert_examine_check_day(const char *text, struct err *err)
{
    char day[11];

    snprintf(day, sizeof day, "%s", text);
    return *text == '@' || check_date(day, err) || fail_in(err, "--at %s", text);
}

/* 2027-01-31, 2027-01-31T12:00:00Z, or seconds since 1970 after an @ (as date(1) takes them). */
static bool cert_examine_read_time(const char *text, time_t *time_, struct err *err)
{
    static const char *const forms[] = { "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S",
                                         "@%s" };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct tm parts = { 0 };
        const char *end = strptime(text, forms[i], &parts);
        if (!end || *end)
            continue;
        if (!cert_examine_check_day(text, err))
            return false;
        *time_ = *text == '@' ? (time_t)strtoll(text + 1, NULL, 10) : timegm(&parts);
        return true;
    }
    if (strlen(text) > 7 && text[4] == '-' && text[7] == '-' && !cert_examine_check_day(text, err))
        return false;
    return fail(err, "--at needs a time such as 2027-01-31 or 2027-01-31T12:00:00Z");
}

static bool read_host(const char *text, char host[256], struct err *err)
{
    size_t size = strlen(text);

    if (!utf8_valid(text, size) || !size)
        return fail(err, "--name needs a host name");
    if (host_is_ip(text)) {
        snprintf(host, 256, "%s", text);
        return true;
    }
    if (!check_host(text, err) || !host_to_ascii(text, host, 256, err))
        return fail_in(err, "--name");
    size = strlen(host);
    if (size && host[size - 1] == '.')
        host[size - 1] = '\0';
    return true;
}

/* Wrong use is told before any file is opened. */
static enum status examine_files(const struct command *command, const struct arguments *arguments,
                                 struct examine_job **job, struct examination *result)
{
    const char *at = arguments_option(arguments, "--at");
    const char *name = arguments_option(arguments, "--name");
    struct err err;

    (*job)->now = time(NULL);
    (*job)->public_ca = arguments_option(arguments, "--public-ca");
    if ((at && !cert_examine_read_time(at, &(*job)->now, &err)) ||
        (name && !read_host(name, (*job)->host, &err)))
        return session_misuse(command, "cert examine: %s", err.text);
    if (!input_read(arguments, "--trust", job, &err) || !examine(*job, result, &err))
        return session_complain(STATUS_FAILED, &err);
    return STATUS_FINE;
}

enum status command_cert_examine(const struct command *command, const struct context *context,
                                 int count, char *const args[])
{
    struct examination result = { 0 };
    struct arguments arguments;

    (void)context;
    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    struct examine_job *job = examine_new();
    enum status status = examine_files(command, &arguments, &job, &result);
    examine_free(job);
    return status == STATUS_FINE ? input_print(&arguments, &result) : status;
}
