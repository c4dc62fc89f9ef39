/* scan_send.c - who is asked what, when: all, each question once; then what found something is
 * asked the rest; then all that was not answered again. Never faster than the rate. */
#include "backend/discover/network/scan_inside.h"

enum { BURST = 50 /* a second's packets are sent in so many parts, at least */, LONGEST_MS = 50 };

static bool scan_send_wanted(const struct scanning *scan, unsigned n, enum scan_question question)
{
    const struct scan_host *host = &scan->hosts[n];

    if (host->settled >> question & 1 || host->asked[question] > scan->next.time)
        return false;
    return network_questions[question].to == TO_ALL ||
           (network_questions[question].to == TO_FOUND && host->sighting >= 0);
}

/* The rest of the questions for what was found since. */
static bool scan_send_greet(struct scanning *scan, unsigned *host, enum scan_question *question)
{
    for (; scan->next.greeted < scan->found->count; scan->next.greeted++) {
        *host = scan->order[scan->next.greeted];
        for (int i = 0; i < QUESTIONS; i++) {
            *question = (enum scan_question)i;
            if (network_questions[i].to == TO_FOUND && !scan->hosts[*host].asked[i])
                return true;
        }
    }
    return false;
}

/* The next of all; false: not now, or never again (next.over). */
static bool scan_send_next(struct scanning *scan, unsigned *host, enum scan_question *question)
{
    if (scan_send_greet(scan, host, question))
        return true;
    while (!scan->next.over) {
        for (; scan->next.host < scan->job->targets.count; scan->next.host++) {
            while (scan->next.question < QUESTIONS) {
                *host = scan->next.host;
                *question = (enum scan_question)scan->next.question++;
                if (scan_send_wanted(scan, *host, *question))
                    return true;
            }
            scan->next.question = 0;
        }
        if (deadline_left(&scan->quiet))
            return false;
        scan->next.host = 0;
        scan->next.over = ++scan->next.time == QUESTIONS_TIMES;
    }
    return false;
}

static void scan_send_refill(struct scanning *scan)
{
    const double rate = scan->job->rate, most = rate < BURST ? 1 : rate / BURST;
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    scan->tokens += rate * ((double)(now.tv_sec - scan->refilled.tv_sec) +
                            (double)(now.tv_nsec - scan->refilled.tv_nsec) / 1e9);
    scan->refilled = now;
    if (scan->tokens > most)
        scan->tokens = most;
}

void scan_send(struct scanning *scan)
{
    enum scan_question question;
    unsigned host;

    scan_send_refill(scan);
    while (scan->tokens >= 1 && scan->busy < SCAN_TALKS - 1 &&
           scan_send_next(scan, &host, &question)) {
        scan->tokens -= 1;
        scan->hosts[host].asked[question]++;
        scan->quiet = deadline_within(&scan->until, SCAN_QUIET_MS);
        if (network_questions[question].tcp)
            scan_talk_start(scan, host, question);
        else
            scan_snmp_ask(scan, host, question);
    }
}

int scan_wait(const struct scanning *scan)
{
    const int between = 1 + (int)(1000 / scan->job->rate);

    if (scan->next.over || scan->next.host >= scan->job->targets.count || between > LONGEST_MS)
        return LONGEST_MS;
    return between;
}
