/* examine_time.c - does it hold now, for how long still, and for how long altogether? */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/moment.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/ossl.h"
#include "backend/pki/show.h"
#include "backend/pki/verify.h"
#include "backend/settings/settings.h"

enum {
    LAST_DAYS = 7,
    SOON = 30,
    APPLE_DAYS = 825, /* Apple HT103769: also under private roots */
};

static bool examine_time_read_time(const ASN1_TIME *text, time_t *time)
{
    struct tm parts;

    *time = ossl_time(text);
    return ASN1_TIME_to_tm(text, &parts) == 1;
}

/* The last days of what was given to it; a server's that lives for 24 hours or 6 days has all of
 * them before it. A CA's does not end within days. */
static bool examine_time_in_last(long days, size_t i, time_t left, time_t whole)
{
    return left < (i && days == LAST_DAYS ? (time_t)days * DAY : certificate_margin(days, whole));
}

/* "12:05 UTC, in 4 minutes" */
static void show_begin(time_t begin, time_t now, char text[48])
{
    struct tm parts;
    size_t used = strftime(text, 48, "%H:%M UTC", gmtime_r(&begin, &parts));

    snprintf(text + used, 48 - used, tr(", in %lld minutes"), (long long)((begin - now + 59) / 60));
}

static void judge_left(struct exam *exam, size_t i, const char *where, time_t begin, time_t end)
{
    time_t now = exam->job->now, left = end - now;
    char first[16], last[16], hour[48];

    show_day(X509_get0_notBefore(exam->chain.certs[i]), first);
    show_day(X509_get0_notAfter(exam->chain.certs[i]), last);
    if (now < begin && begin - now <= VERIFY_SKEW) {
        show_begin(begin, now, hour);
        problem_add(exam->problems, PROBLEM_SKEW, where, hour);
    } else if (now < begin)
        problem_add(exam->problems, PROBLEM_NOT_YET, where, first);
    else if (left < 0) /* the last second counts (RFC 5280, 4.1.2.5) */
        problem_add(exam->problems, PROBLEM_EXPIRED, where, last);
    else if (examine_time_in_last(LAST_DAYS, i, left, end - begin))
        problem_add(exam->problems, PROBLEM_LAST_DAYS, where, last);
    else if (examine_time_in_last(SOON, i, left, end - begin))
        problem_add(exam->problems, PROBLEM_EXPIRING, where, last);
}

static void judge_whole(struct exam *exam, const char *where, time_t begin, time_t end)
{
    bool public_ca = exam->job->public_ca;
    time_t most = public_ca ? certificate_public_days(begin) : APPLE_DAYS, whole = end - begin;
    char text[32];

    if (whole <= most * DAY)
        return;
    snprintf(text, sizeof text, "%lld", (long long)((whole + DAY - 1) / DAY));
    problem_add(exam->problems, public_ca ? PROBLEM_TOO_LONG_PUBLIC : PROBLEM_TOO_LONG, where,
                text);
}

/* It cannot be used longer than the first of those above it, whatever it says. */
static void judge_above(struct exam *exam, const char *where, time_t end)
{
    const ASN1_TIME *first = NULL;
    char day[16];

    for (size_t i = 1; i < exam->chain.count; i++) {
        const ASN1_TIME *above = X509_get0_notAfter(exam->chain.certs[i]);
        if (!first || ASN1_TIME_compare(above, first) < 0)
            first = above;
    }
    if (!first || ossl_time(first) < exam->job->now || ossl_time(first) >= end)
        return;
    show_day(first, day);
    problem_add(exam->problems, PROBLEM_OUTLIVES, where, day);
}

/* Whatever is wrong with them: if the end can be read and is past, it is over. */
static void examine_time_invalid(struct exam *exam, const X509 *cert, const char *where)
{
    time_t end;
    char last[16];

    if (examine_time_read_time(X509_get0_notAfter(cert), &end) && end < exam->job->now) {
        show_day(X509_get0_notAfter(cert), last);
        problem_add(exam->problems, PROBLEM_EXPIRED, where, last);
    }
    problem_add(exam->problems, PROBLEM_NO_TIME, where, NULL);
}

void examine_time(struct exam *exam, size_t i, const char *where)
{
    const X509 *cert = exam->chain.certs[i];
    time_t begin, end;

    if (!examine_time_read_time(X509_get0_notBefore(cert), &begin) ||
        !examine_time_read_time(X509_get0_notAfter(cert), &end) || end < begin) {
        examine_time_invalid(exam, cert, where);
        return;
    }
    judge_left(exam, i, where, begin, end);
    if (i == 0) {
        judge_above(exam, where, end);
        judge_whole(exam, where, begin, end);
    }
}
