#include "backend/discover/questions.h"

#include <stdio.h>

const char *const discover_topic_names[] = { "name",   "directory", "mail", "printers",
                                             "server", "central",   NULL };

const struct dns_question questions[DISCOVER_QUESTIONS] = {
    [QUESTION_HOST_V4] = { DNS_A, TOPIC_NAME, NULL, NULL },
    [QUESTION_HOST_V6] = { DNS_AAAA, TOPIC_NAME, NULL, NULL },
    [QUESTION_CONTROLLERS] = { DNS_SRV, TOPIC_DIRECTORY, "_ldap._tcp.dc._msdcs.", NULL },
    [QUESTION_LDAP] = { DNS_SRV, TOPIC_DIRECTORY, "_ldap._tcp.", NULL },
    [QUESTION_CATALOGS] = { DNS_SRV, TOPIC_DIRECTORY, "_gc._tcp.", NULL },
    [QUESTION_SUBMISSIONS] = { DNS_SRV, TOPIC_MAIL, "_submissions._tcp.", NULL },
    [QUESTION_SUBMISSION] = { DNS_SRV, TOPIC_MAIL, "_submission._tcp.", NULL },
    [QUESTION_IMAPS] = { DNS_SRV, TOPIC_MAIL, "_imaps._tcp.", NULL },
    [QUESTION_IMAP] = { DNS_SRV, TOPIC_MAIL, "_imap._tcp.", NULL },
    [QUESTION_MX] = { DNS_MX, TOPIC_MAIL, "", NULL },
    [QUESTION_SITE] = { DNS_SRV, TOPIC_DIRECTORY, "_ldap._tcp.", "._sites.dc._msdcs." },
};

bool question_name(const struct discover_job *job, size_t row, char name[DNS_NAME])
{
    const struct dns_question *question = &questions[row];
    const char *base = question->prefix ? job->domain : job->host;
    const char *prefix = question->prefix ? question->prefix : "";
    const char *behind = question->behind ? question->behind : "";

    if (!(job->topics & question->topic) || !*base || (question->behind && !*job->site))
        return false;
    int size = snprintf(name, DNS_NAME, "%s%s%s%s", prefix, *behind ? job->site : "", behind, base);
    return size > 0 && size < DNS_NAME;
}

const char *question_type(enum dns_type type)
{
    switch (type) {
    case DNS_A:
        return "A";
    case DNS_AAAA:
        return "AAAA";
    case DNS_PTR:
        return "PTR";
    case DNS_TXT:
        return "TXT";
    case DNS_MX:
        return "MX";
    case DNS_SRV:
        return "SRV";
    }
    return "?";
}
