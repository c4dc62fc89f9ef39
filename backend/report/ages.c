#include "backend/report/ages.h"
#include "backend/base/moment.h"

#include "backend/settings/settings.h"

const char *ages_origin(const struct secret *secret)
{
    static const char *const origins[] = {
        [GENERATED] = "generated", [TYPED] = "typed", [IMPORTED] = "imported"
    };

    return origins[secret_origin(secret)];
}

static enum level ages_judge(const struct policy *policy, long days)
{
    return days >= policy->secret_fail_days ? FAIL : days >= policy->secret_warn_days ? WARN : PASS;
}

void ages_each(const struct config *config, time_t now,
               void (*found)(void *data, const struct age *age), void *data)
{
    const struct policy rules = policy(config);
    struct config_place at = { 0 };

    while (config_next(config, &at)) {
        struct age age = { .place = &at };

        if (at.setting->type != SECRET)
            continue;
        age.secret = record_hidden(at.record, at.setting);
        if (!age.secret)
            continue;
        config_place_path(&at, age.path);
        age.seconds = (long)(now - secret_made(age.secret));
        if (age.seconds < 0)
            age.seconds = 0;
        age.days = age.seconds / DAY;
        age.origin = ages_origin(age.secret);
        age.level = ages_judge(&rules, age.days);
        found(data, &age);
    }
}
