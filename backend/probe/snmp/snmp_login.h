/* snmp_login.h - SNMPv3 with a user's passwords, through net-snmp: one question at one security
 * level, and why it was not answered.
 *
 * The library reads no file, loads no MIB, keeps no state and says nothing. One login at a time in
 * a process.
 */
#ifndef BACKEND_PROBE_SNMP_SNMP_LOGIN_H
#define BACKEND_PROBE_SNMP_SNMP_LOGIN_H

#include "backend/probe/net/connect.h"
#include "backend/probe/net/deadline.h"
#include "backend/probe/snmp/snmp_packet.h"
#include "backend/settings/probe_job.h"

/* As in RFC 3411; what is asked for is at least that. */
enum snmp_level { SNMP_NO_AUTH = 1, SNMP_AUTH, SNMP_PRIV };
extern const char *const snmp_level_names[]; /* by level: "authPriv" */

enum snmp_outcome {
    SNMP_ANSWERED,
    SNMP_SILENT,      /* also what most devices do with what they cannot decrypt */
    SNMP_NO_USER,     /* unknown there */
    SNMP_WRONG_AUTH,  /* another password, or another algorithm */
    SNMP_WRONG_PRIV,  /* says that it cannot decrypt */
    SNMP_NO_LEVEL,    /* the user has no password of that kind there */
    SNMP_NO_RIGHT,    /* known and proven, but may not read that at this level */
    SNMP_NO_ENGINE,   /* it says that it does not know the engine that it names */
    SNMP_NO_CONTEXT,  /* reports what is no matter of users: the context is not one of its own */
    SNMP_WRONG_CLOCK, /* not in its time window, again, or going back: RFC 3414 3.2 */
    SNMP_ERROR,       /* the library cannot: see trouble */
};

struct snmp_login {
    const struct probe_job *job;
    const struct address *device;
    unsigned port;
    const struct deadline *deadline;
    int wait; /* milliseconds for an answer; nothing is sent twice, so that a late one counts */
    int ms;   /* the last answer took */
    int slow; /* the first one, of the discovery */
    unsigned strange;                       /* packets that came where no answer did */
    unsigned engines;                       /* of these, reports that the engine is another one */
    bool no_context;                        /* leave the job's out */
    bool cisco;                             /* the other way to make AES-192 and AES-256 keys */
    char description[SNMP_DESCRIPTION + 1]; /* of the last answer: sysDescr, as it came */
    char error[128];
    struct snmp_keys *keys;                 /* private, and what follows: */
    void *session;                          /* as long as each question by it was answered */
    bool session_cisco, session_no_context; /* it was opened so */
    unsigned char engine[SNMP_ENGINE];
    size_t engine_size; /* once it is known it is not asked for again */
};

/* What the job demands. */
enum snmp_level snmp_level(const struct probe_job *job);

/* Is its privacy one of those whose longer keys makers make in two ways? See cisco. */
bool snmp_login_two_ways(const struct probe_job *job);

/* The other fields are filled in by the caller. */
void snmp_login_start(struct snmp_login *login);

/* The engine that answered the discovery, and its clock, need not be asked for again: that costs
 * slow devices an answer. As unproven as when the library asks. */
void snmp_login_know(struct snmp_login *login, const struct snmp_answer *discovered);

/* One question at that level, and what came of it. */
enum snmp_outcome snmp_login_ask(struct snmp_login *login, enum snmp_level level);
void snmp_login_end(struct snmp_login *login); /* wipes */

#endif
