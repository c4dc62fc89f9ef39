/* ages.h - how old the secrets are. */
#ifndef BACKEND_REPORT_AGES_H
#define BACKEND_REPORT_AGES_H

#include "backend/model/config.h"

/* How it came: "generated", "typed", "imported". */
const char *ages_origin(const struct secret *secret);

struct age {
    const struct config_place *place;
    const struct secret *secret;
    char path[PATH_SIZE];
    long seconds; /* since it was made; 0 if that is yet to come */
    long days;
    const char *origin; /* "generated", "typed", "imported" */
    enum level level;   /* by policy.secret_warn_days and secret_fail_days, whether or not the
                           audit demands that this one is rolled over */
};

/* Calls found for every secret that is set and shows, in wizard order. Linear. */
void ages_each(const struct config *config, time_t now,
               void (*found)(void *data, const struct age *age), void *data);

#endif
