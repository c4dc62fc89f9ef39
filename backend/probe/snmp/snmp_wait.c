#include "backend/probe/snmp/snmp_wait.h"

#include <stdbool.h>
#include <string.h>
#include <sys/select.h>

/* One login at a time in a process: the library hands its transport nothing of ours. */
static struct snmp_wait {
    bool over;
    int code; /* SNMPERR_SUCCESS while nothing came */
    netsnmp_pdu *answer;
    unsigned reports, again;   /* out of the time window; and how often the library asked anew */
    struct snmp_heard heard;   /* beside these */
    unsigned char report[512]; /* the last one of the time window, to know it when it comes twice */
    int report_size;
    const unsigned char *engine; /* that is asked; the session's */
    size_t engine_size;
    int (*receive)(netsnmp_transport *, void *, int, void **, int *);
} wait;

/* usmStatsUnknownEngineIDs.0 and usmStatsNotInTimeWindows.0 (RFC 3414 5), as a device puts it into
 * a report, which is not encrypted (3.2, 7a). */
static const unsigned char unknown_engine[] = { 6, 10, 43, 6, 1, 6, 3, 15, 1, 1, 4, 0 };
static const unsigned char out_of_window[] = { 6, 10, 43, 6, 1, 6, 3, 15, 1, 1, 2, 0 };

/* A network may deliver a packet twice, which says nothing of a clock. */
static void snmp_wait_report(const void *bytes, int size)
{
    bool fits = size <= (int)sizeof wait.report;

    if (fits && size == wait.report_size && memcmp(wait.report, bytes, (size_t)size) == 0)
        return;
    wait.reports++;
    wait.report_size = fits ? size : 0;
    memcpy(wait.report, bytes, (size_t)wait.report_size);
}

static void snmp_wait_unknown(const void *bytes, size_t size)
{
    if (wait.engine_size && memmem(bytes, size, wait.engine, wait.engine_size))
        wait.heard.own++;
    else
        wait.heard.engines++;
}

/* The library drops such a report without a word once it knows a later clock of the same engine. */
static int snmp_wait_receive(netsnmp_transport *transport, void *bytes, int size, void **opaque,
                             int *opaque_size)
{
    int n = wait.receive(transport, bytes, size, opaque, opaque_size);

    if (n > 0 && memmem(bytes, (size_t)n, out_of_window, sizeof out_of_window))
        snmp_wait_report(bytes, n);
    else if (n > 0)
        wait.heard.packets++;
    if (n > 0 && memmem(bytes, (size_t)n, unknown_engine, sizeof unknown_engine))
        snmp_wait_unknown(bytes, (size_t)n);
    return n;
}

static void snmp_wait_take(const netsnmp_pdu *pdu)
{
    wait.over = pdu->command == SNMP_MSG_REPORT || pdu->command == SNMP_MSG_RESPONSE;
    wait.heard.settled = wait.over;
    if (pdu->command == SNMP_MSG_REPORT)
        wait.code = snmpv3_get_report_type((netsnmp_pdu *)(uintptr_t)pdu);
    else if (wait.over)
        wait.answer = snmp_clone_pdu((netsnmp_pdu *)(uintptr_t)pdu);
}

static int snmp_wait_heard(int what, netsnmp_session *session, int number, netsnmp_pdu *pdu,
                           void *data)
{
    (void)session, (void)number, (void)data;
    if (what == NETSNMP_CALLBACK_OP_RESEND)
        wait.again++;
    else if (what == NETSNMP_CALLBACK_OP_RECEIVED_MESSAGE)
        snmp_wait_take(pdu);
    else if (what != NETSNMP_CALLBACK_OP_CONNECT) {
        wait.over = true;
        wait.code = SNMPERR_TIMEOUT;
    }
    return 1;
}

static int snmp_wait_session_code(void *session)
{
    int system = 0, library = 0;

    snmp_sess_error(session, &system, &library, NULL);
    return library;
}

/* A report that the library did not answer by asking anew: it tells a clock that runs behind one
 * that was told before. A signature that does not fit comes first, and then it tells no clock. */
static void snmp_wait_doubt(void *session)
{
    if (wait.over || wait.reports <= wait.again)
        return;
    wait.over = true;
    wait.code = snmp_wait_session_code(session);
    if (wait.code != SNMPERR_USM_AUTHENTICATIONFAILURE)
        wait.code = SNMPERR_NOT_IN_TIME_WINDOW;
}

/* No longer than the library wants to, or there is time. */
static void snmp_wait_once(void *session, const struct deadline *deadline)
{
    int left = deadline_left(deadline), count = 0, block = 0;
    struct timeval most = { .tv_sec = left / 1000, .tv_usec = left % 1000 * 1000L }, until = most;
    fd_set ready;

    FD_ZERO(&ready);
    snmp_sess_select_info(session, &count, &ready, &until, &block);
    if (block || timercmp(&until, &most, >))
        until = most;
    if (select(count, &ready, NULL, NULL, &until) > 0)
        snmp_sess_read(session, &ready);
    else
        snmp_sess_timeout(session);
}

/* From here on what the session says is about this question. */
static void snmp_wait_begin(void *session, const netsnmp_transport *transport)
{
    netsnmp_session *settings = snmp_sess_session(session);

    settings->s_snmp_errno = settings->s_errno = 0;
    wait = (struct snmp_wait){ .code = SNMPERR_SUCCESS,
                               .receive = transport->f_recv,
                               .engine = settings->securityEngineID,
                               .engine_size = settings->securityEngineIDLen };
}

static int snmp_wait_end(void *session, netsnmp_pdu *question, const struct deadline *deadline)
{
    if (!snmp_sess_async_send(session, question, snmp_wait_heard, NULL)) {
        snmp_free_pdu(question);
        return snmp_wait_session_code(session);
    }
    while (!wait.over && deadline_left(deadline) > 0) {
        snmp_wait_once(session, deadline);
        snmp_wait_doubt(session);
    }
    return wait.over ? wait.code : SNMPERR_TIMEOUT;
}

int snmp_wait(void *session, netsnmp_pdu *question, const struct deadline *deadline,
              netsnmp_pdu **answer, struct snmp_heard *heard)
{
    netsnmp_transport *transport = snmp_sess_transport(session);

    snmp_wait_begin(session, transport);
    transport->f_recv = snmp_wait_receive;
    int code = snmp_wait_end(session, question, deadline);
    transport->f_recv = wait.receive;
    *answer = wait.answer;
    *heard = wait.heard;
    return code;
}
