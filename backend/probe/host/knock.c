#include "backend/probe/host/knock.h"

#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/net/connect.h"

static const struct declared *knock_declared(const struct declared list[], size_t count,
                                             uint16_t port)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].protocol == SOCKETS_TCP && list[i].port == port)
            return &list[i];
    return NULL;
}

/* What stands against it; NULL: it is as declared. */
static const char *knock_differs(bool answers, const struct declared *declared)
{
    if (answers && !declared)
        return tr("answers, and no record speaks of it");
    if (answers && !declared->open)
        return tr("answers from here, though it is declared closed");
    return !answers && declared && declared->open
               ? tr("is declared open, but does not answer from here")
               : NULL;
}

/* True: it is not as declared, and that is told. */
static bool knock_judge(uint16_t port, bool answers, const struct declared *declared,
                        struct step_report *report)
{
    const char *differs = knock_differs(answers, declared);

    if (differs && declared)
        report_step(report, STEP_CONNECT, PROBE_WARN, "tcp %u (%s) %s", port, declared->name,
                    differs);
    else if (differs)
        report_step(report, STEP_CONNECT, PROBE_WARN, "tcp %u %s", port, differs);
    return differs;
}

static void knock_fact(uint16_t port, struct step_report *report)
{
    char fact[24];

    snprintf(fact, sizeof fact, "tcp.%u", port);
    report_fact(report, fact, "answers");
}

static size_t knock_list(const struct probe_job *job, const struct address *host,
                         struct address list[])
{
    size_t count = 0;

    for (; count < PROBE_KNOCKS && job->ports.knocks[count]; count++)
        list[count] = connect_port(host, job->ports.knocks[count]);
    return count;
}

void knock(const struct probe_job *job, const struct declared list[], size_t count,
           struct step_report *report, const struct deadline *deadline)
{
    struct connection host;
    struct address tried[CONNECT_MOST];
    size_t differ = 0;

    if (!resolve_start(&host, job, report, deadline))
        return;
    const size_t knocks = knock_list(job, &host.list[0], tried);
    connect_each(tried, knocks, deadline);
    for (size_t i = 0; i < knocks; i++) {
        const uint16_t port = job->ports.knocks[i];
        const bool answers = tried[i].fd >= 0;

        if (answers)
            knock_fact(port, report);
        mem_close_fd(&tried[i].fd);
        differ += knock_judge(port, answers, knock_declared(list, count, port), report);
    }
    if (!differ)
        report_step(report, STEP_CONNECT, PROBE_PASS,
                    "of the %zu ports that were tried those answer that are declared", knocks);
}
