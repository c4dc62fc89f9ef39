/* common.h - what rows of several sections have in common. For the files of this folder only. */
#ifndef BACKEND_SETTINGS_COMMON_H
#define BACKEND_SETTINGS_COMMON_H

#include "backend/settings/settings.h"

/* The source of what no guide asks for: this program's own ways. */
#define OURS "printseal"

/* The first row of a list. */
#define NAME_ROW(...)                                                                              \
    {                                                                                              \
        .key = "name", .label = "Name", .type = TEXT, .required = true, .min = 1, .max = 32,       \
        .check = check_name, __VA_ARGS__                                                           \
    }

/* A machine that is connected to: always judged as the guide's "FQDN" demands. */
#define HOST_ROW(...)                                                                              \
    {                                                                                              \
        .key = "host", .label = "Host", .type = TEXT, .required = true, .check = check_host,       \
        .judge = host_judge, .guessed = true, .listed = true, __VA_ARGS__                          \
    }

#define PORT_ROW(...)                                                                              \
    {                                                                                              \
        .key = "port", .label = "Port", .type = NUMBER, .required = true, .min = 1, .max = 65535,  \
        __VA_ARGS__                                                                                \
    }

extern const char *const common_securities[];        /* none, starttls, tls */
extern const char *const common_security_names[];    /* how people write them */
extern const char *const common_security_meanings[]; /* what follows from taking one */

/* validate: whether the other side's certificate is checked */
#define VALIDATE_ROW(...)                                                                          \
    {                                                                                              \
        .key = "validate", .label = "Check certificate", .type = FLAG, .initial = "true",          \
        .when = "security!=none", .fail_below = "true",                                            \
        .risk = "Without checking the certificate, anybody can pose as the server. Turn the "      \
                "check on.",                                                                       \
        .weight = 2, __VA_ARGS__                                                                   \
    }

/* security: how the connection is encrypted */
#define SECURITY_ROW(...)                                                                          \
    {                                                                                              \
        .key = "security", .label = "Encryption", .type = CHOICE, .initial = "tls",                \
        .choices = common_securities, .names = common_security_names,                              \
        .meanings = common_security_meanings, .weight = 3, __VA_ARGS__                             \
    }

/* The `security` of a record, for its live test. */
enum probe_security common_security_of(const struct record *record);

/* 143 bits in 24 characters, which every device form takes: many end at 32 (domain of SNMP). */
extern const struct recipe common_recipe_24;

/* What is spoken on a well-known port. protocol NULL: whatever the protocol. */
struct port_use {
    long port;
    const char *protocol, *security, *what; /* what: fits "Port 465 is for ..." */
};

/* Warns, or worse, if the port is known for another protocol or security than the one chosen. A
 * port that is not in the table (it ends with port 0) is nobody's business. */
void common_judge_port_use(const struct port_use *uses, const struct record *record,
                           const char *protocol, enum level level, struct verdict *verdict);

/* Fills in a verdict; the sentences may be formatted. Texts that do not fit are cut. */
void common_verdict(struct verdict *verdict, enum level level, const char *key, const char *want,
                    const char *why, ...) __attribute__((format(printf, 5, 6)));

#endif
