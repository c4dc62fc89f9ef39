#include "backend/audit/password.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/secret/secret.h"

/* ------------------------------------------------ what is demanded */

/* What the policy demands beyond the row, as far as the row can take it. */
static size_t password_by_policy(const struct policy *policy, const struct setting *setting,
                                 enum origin origin)
{
    bool machine = origin == GENERATED;
    long least = machine ? policy->machine_secret_length : policy->password_length;

    if (machine && setting && setting->recipe && least > (long)setting->recipe->length)
        least = (long)setting->recipe->length;
    return (size_t)(setting && setting->max && least > setting->max ? setting->max : least);
}

static size_t password_number(const char *text)
{
    return text ? strtoul(text, NULL, 10) : 0;
}

struct password_demand password_demand(const struct policy *policy, const struct setting *setting,
                                       enum origin origin)
{
    size_t row = setting ? password_number(setting->advise) : 0;
    struct password_demand demand = { .fail = setting ? password_number(setting->fail_below) : 0,
                                      .warn = password_by_policy(policy, setting, origin) };

    demand.warn = row > demand.warn ? row : demand.warn;
    demand.warn = demand.fail > demand.warn ? demand.fail : demand.warn;
    return demand;
}

struct policy password_policy(const struct config *config)
{
    return config ? policy(config)
                  : (struct policy){
                        .password_length = (long)password_number(
                            setting_find(&policy_section, "password_length")->initial),
                    };
}

/* ------------------------------------------------ and judged */

static void password_lengthen(const struct password_demand *demand, struct strength *strength)
{
    enum level level = strength->length < demand->fail   ? FAIL
                       : strength->length < demand->warn ? WARN
                                                         : PASS;

    if (level <= strength->level)
        return;
    strength->level = level;
    if (!*strength->advice)
        snprintf(strength->advice, sizeof strength->advice,
                 tr("It needs at least %zu characters; generate one instead."), demand->warn);
}

void password_measure(const struct policy *policy, const struct setting *setting,
                      const struct attack *attack, const struct words *words, const char *text,
                      struct strength *strength)
{
    const struct password_demand demand = password_demand(policy, setting, TYPED);

    strength_measure(text, setting && setting->attack ? attack_find(setting->attack) : attack,
                     words, strength);
    password_lengthen(&demand, strength);
}

size_t password_characters(const struct secret *secret)
{
    if (secret_origin(secret) == GENERATED) /* in ASCII: no need to open it */
        return secret_length(secret);
    const char *text = secret_open(secret);
    size_t count = utf8_count(text, strlen(text));

    secret_close(text);
    return count;
}

/* Only what came from elsewhere was not measured when it was set. */
void password_guess(const struct config *config, const struct setting *setting,
                    const struct secret *secret, struct words **words, struct strength *strength)
{
    const struct attack *attack = attack_find(setting->attack);

    *strength = (struct strength){ 0 };
    if (secret_guesses(secret) >= 0) {
        strength_judge(secret_guesses(secret), attack, strength);
        return;
    }
    if (!*words) {
        *words = words_new();
        words_of_attackers(config, words_add, *words);
    }
    const char *text = secret_open(secret);
    strength_measure(text, attack, *words, strength);
    secret_close(text);
    wipe(strength->parts, sizeof strength->parts);
}

void password_judge(const struct config *config, const struct setting *setting,
                    const struct secret *secret, struct words **words, struct strength *strength)
{
    const struct policy rules = policy(config);
    const struct password_demand demand = password_demand(&rules, setting, secret_origin(secret));

    password_guess(config, setting, secret, words, strength);
    strength->length = password_characters(secret);
    password_lengthen(&demand, strength);
}
