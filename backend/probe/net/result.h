/* result.h - what a test found out: steps, facts and a verdict, out of the lines its child said.
 *
 * On the wire (net/tell.h writes it): "step connect pass 3 127.0.0.1 port 8090", the number being
 * milliseconds; "fact tls.version TLSv1.3"; "more cert.names ..." goes on with the last fact of
 * that name. Nothing in it is trusted: the child has talked to strangers.
 */
#ifndef BACKEND_PROBE_NET_RESULT_H
#define BACKEND_PROBE_NET_RESULT_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/mem.h"
#include "backend/model/schema.h"

enum probe_step { STEP_RESOLVE, STEP_CONNECT, STEP_TLS, STEP_PROTOCOL, STEP_LOGIN, STEPS };
/* Unreachable: nothing can be said of the other end. */
enum probe_verdict { PROBE_PASS, PROBE_WARN, PROBE_FAIL, PROBE_UNREACHABLE, PROBE_VERDICTS };

extern const char *const probe_step_names[];    /* "resolve" */
extern const char *const probe_verdict_names[]; /* "pass" */

enum {
    RESULT_STEPS = 48,
    RESULT_FACTS = 64,
    RESULT_TEXT = 8192, /* bytes of one fact; what is more is cut */
};

/* All texts are tame. Starts as { 0 }: passed, for nothing was found yet. */
struct probe_result {
    char path[PATH_SIZE];
    char target[300]; /* "nps1.corp.example.com:1812" */
    bool ended;
    long ms;        /* from start to end */
    unsigned tries; /* how often it was tried so far */
    struct probe_step_result {
        enum probe_step step;
        enum probe_verdict verdict;
        long ms;
        char *text;
    } * steps;
    size_t step_count, step_room;
    struct probe_fact {
        char name[32];
        char *text;
    } * facts; /* each name once */
    size_t fact_count, fact_room;
    enum level level; /* of the configuration alone */
    char why[320];
};

/* Takes one line of the child's; what is not understood, or too much, is dropped. True if a step
 * came. */
bool probe_result_receive(struct probe_result *result, const char *line);

/* The child ended without success: adds that as a step after the last one. */
void probe_result_broke(struct probe_result *result, const char *reason);

/* Of both ends: the worst of the steps, and, for a connection that works, of the configuration. A
 * failure that was seen weighs more than what could not be seen. */
enum probe_verdict probe_result_verdict(const struct probe_result *result);

/* The sentence that explains the verdict; "" for one that passed. */
const char *probe_result_reason(const struct probe_result *result);

const char *probe_result_fact(const struct probe_result *result, const char *name); /* NULL: none */

/* What the configuration of a record deserves, by the audit's own rows and rules, of which only
 * those count that speak of the connection (CHOICE and FLAG rows, as security or validate). */
struct config;
struct config_place;
void probe_level(const struct config *config, const struct config_place *place, enum level *level,
                 char why[], size_t size);

void probe_result_free(struct probe_result *result); /* what is in it */

/* Forgets what was found, so that it can be tried again; path, target and tries stay. */
void probe_result_again(struct probe_result *result);

#endif
