/* attempt_result.c - what came of trying a host. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/base/mem.h"
#include "backend/discover/attempts.h"

const char *attempt_fact(const struct attempt *attempt, const char *name)
{
    const char *text = attempt->result ? probe_result_fact(attempt->result, name) : NULL;

    return text ? text : "";
}

static bool attempt_is_bad(enum probe_verdict verdict)
{
    return verdict == PROBE_FAIL || verdict == PROBE_UNREACHABLE;
}

/* The first step of that kind that is bad, or (bad false) that passed; NULL: none. */
static const struct probe_step_result *attempt_step(const struct attempt *attempt,
                                                    enum probe_step step, bool bad)
{
    const struct probe_result *result = attempt->result;

    for (size_t i = 0; result && i < result->step_count; i++)
        if (result->steps[i].step == step && attempt_is_bad(result->steps[i].verdict) == bad)
            return &result->steps[i];
    return NULL;
}

bool attempt_answers(const struct attempt *attempt)
{
    const char *proof = attempt_services[attempt->service].proof;
    bool weak = attempt_step(attempt, STEP_TLS, true) && !*attempt_fact(attempt, "cert.faults");

    return *attempt_fact(attempt, "tls.version") && !weak &&
           !attempt_step(attempt, STEP_PROTOCOL, true) &&
           (proof ? *attempt_fact(attempt, proof) != '\0'
                  : attempt_step(attempt, STEP_PROTOCOL, false) != NULL);
}

/* A certificate that will not do is not why a service does not answer: it is gone on with. */
const char *attempt_why(const struct attempt *attempt)
{
    static const enum probe_step steps[] = { STEP_RESOLVE, STEP_CONNECT, STEP_PROTOCOL, STEP_TLS };
    const struct probe_step_result *step = NULL;

    if (!attempt->tried)
        return tr("no address of it is known");
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !step; i++)
        step = attempt_step(attempt, steps[i], true);
    return step ? step->text : tr("it was not found out why");
}

char *attempt_fault(const struct attempt *attempt, bool *fatal)
{
    static const char *const untrusted[] = { "cert-untrusted", "cert-self-signed",
                                             "cert-chain-incomplete", NULL };
    const struct probe_result *result = attempt->result;
    const char *at = attempt_fact(attempt, "cert.faults");
    AUTO_BUF struct buf text = { 0 };
    char id[64];

    *fatal = false;
    while (list_next(&at, id, sizeof id)) {
        size_t n = 0;
        while (untrusted[n] && strcmp(untrusted[n], id) != 0)
            n++;
        *fatal = *fatal || !untrusted[n];
    }
    for (size_t i = 0; result && i < result->step_count; i++)
        if (result->steps[i].step == STEP_TLS && attempt_is_bad(result->steps[i].verdict))
            buf_print(&text, "%s%s", text.size ? "; " : "", result->steps[i].text);
    return copy(text.text ? text.text : "");
}
