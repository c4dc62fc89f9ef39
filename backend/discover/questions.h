/* questions.h - what the name server is asked: one row per question, for the worker that asks, for
 * --dry-run that lists, and for who reads the answers.
 */
#ifndef BACKEND_DISCOVER_QUESTIONS_H
#define BACKEND_DISCOVER_QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"

enum {
    DNS_NAME = 256,          /* bytes of a name as text, NUL included: RFC 1035 2.3.4 */
    DNS_TEXT = 1024,         /* the same where any byte may be in it, as \DDD */
    DISCOVER_SECONDS = 6,    /* for all questions together */
    DISCOVER_TRIES = 3,      /* so often a question is sent to a name server that is silent */
    DISCOVER_QUESTIONS = 11, /* rows below */
    DISCOVER_SITE = 64,      /* bytes of a site's name, a label of DNS */
};
/* RFC 1035, 3596, 2782 */
enum dns_type { DNS_A = 1, DNS_PTR = 12, DNS_MX = 15, DNS_TXT = 16, DNS_AAAA = 28, DNS_SRV = 33 };

enum question_id {
    QUESTION_HOST_V4,
    QUESTION_HOST_V6,
    QUESTION_CONTROLLERS, /* _ldap._tcp.dc._msdcs: Active Directory, MS-ADTS 6.3.2.3 */
    QUESTION_LDAP,
    QUESTION_CATALOGS,    /* _gc._tcp: MS-ADTS 6.3.2.3 */
    QUESTION_SUBMISSIONS, /* RFC 8314 5.1 */
    QUESTION_SUBMISSION,  /* RFC 6186 3.1 */
    QUESTION_IMAPS,
    QUESTION_IMAP,
    QUESTION_MX,
    QUESTION_SITE, /* the controllers of one site: MS-ADTS 6.3.2.3 */
};

/* The topics, as bits: which are asked for. */
enum discover_topic {
    TOPIC_NAME = 1,
    TOPIC_DIRECTORY = 2,
    TOPIC_MAIL = 4,
    TOPIC_PRINTERS = 8,
    TOPIC_SERVER = 16,
    TOPIC_CENTRAL = 32,
    TOPIC_ALL = 63,
};
#define TOPIC_WORDS "name, directory, mail, printers, server or central"
extern const char *const discover_topic_names[]; /* by bit, NULL at the end */

struct dns_question {
    enum dns_type type;
    enum discover_topic topic;
    const char *prefix; /* in front of the domain; NULL: the host itself */
    const char *behind; /* of the site, which stands between the two; NULL: no site does */
};
extern const struct dns_question questions[DISCOVER_QUESTIONS]; /* by enum question_id */

/* The job of the worker: no pointers in it. */
struct discover_job {
    char host[DNS_NAME];    /* this server's full name, ASCII; "": not asked for */
    char domain[DNS_NAME];  /* ASCII; "": nothing of it is asked */
    char central[DNS_NAME]; /* the central server, or its address, as somebody named it; "": nobody
                             */
    char site[DISCOVER_SITE]; /* of Active Directory; "": nobody named one */
    bool names_only;          /* no host is contacted */
    char resolver[64];        /* "10.0.0.53:53", "[2001:db8::53]:53"; "": as the system is set up */
    unsigned topics;          /* enum discover_topic */
    int seconds;
};

/* The name that a row asks for; false: it is not asked in this job, or would be too long. */
bool question_name(const struct discover_job *job, size_t row, char name[DNS_NAME]);

/* "SRV", "A" */
const char *question_type(enum dns_type type);

#endif
