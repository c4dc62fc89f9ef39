/* live_remedy.c - what to do about a step that went wrong, and at which setting. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/live/live.h"

/* keys: the first that the section has is the one to look at. */
static const struct live_remedy {
    const char *text;
    const char *keys[6];
} remedies[STEPS] = {
    [STEP_RESOLVE] = { "check the name, and which name servers this machine asks",
                       { "host", "fqdn", "devices" } },
    [STEP_CONNECT] = { "check host and port, whether the service runs, and the firewall between",
                       { "port", "https_port", "host", "devices" } },
    [STEP_TLS] = { "set right certificate and TLS on the other end, or trust its CA here",
                   { "security", "validate", "min_version", "secure", "host" } },
    [STEP_PROTOCOL] = { "check the port and how to connect, then the log of the other end",
                        { "security", "port", "http_enabled", "version", "host", "fqdn" } },
    [STEP_LOGIN] = { "check user and password, here and on the other end",
                     { "password", "bind_password", "secret", "auth_password", "snmp" } },
};

/* Where a section's own is nearer; of several the first, and with a fact only where that was found.
 */
static const struct {
    const char *section;
    enum probe_step step;
    struct live_remedy remedy;
    const char *fact;
} live_remedy_own[] = {
    { "ldap",
      STEP_LOGIN,
      { "set the server it points to, or a base that this one has", { "host", "base_dn" } },
      "ldap.referral" },
    { "radius",
      STEP_PROTOCOL,
      { "look into the server's log for this request", { "host", "port" } },
      "radius.cause" },
    { "radius",
      STEP_PROTOCOL,
      { "compare the shared secret with the server's, and see that this machine is among its "
        "clients",
        { "secret", "port", "host" } },
      NULL },
    { "radius", STEP_LOGIN, { "look into the server's log for this user", { "host" } }, NULL },
    { "snmp",
      STEP_PROTOCOL,
      { "turn version 3 on and versions 1 and 2c off, in the settings of the device",
        { "devices", "version" } },
      NULL },
    { "snmp",
      STEP_LOGIN,
      { "compare user, passwords and algorithms with those of the device",
        { "auth_password", "user", "community" } },
      NULL },
    { "rest",
      STEP_LOGIN,
      { "compare client ID and secret with those that MyQ shows", { "secret", "client_id" } },
      NULL },
};

/* The path of a record begins with its section. */
static bool live_remedy_is(const struct probe_result *result, enum probe_step step, size_t i)
{
    const char *section = live_remedy_own[i].section, *fact = live_remedy_own[i].fact;
    size_t size = strcspn(result->path, ".");

    return live_remedy_own[i].step == step && strlen(section) == size &&
           strncmp(section, result->path, size) == 0 && (!fact || probe_result_fact(result, fact));
}

static const struct live_remedy *live_remedy_find(const struct probe_result *result,
                                                  enum probe_step step)
{
    for (size_t i = 0; i < sizeof live_remedy_own / sizeof *live_remedy_own; i++)
        if (live_remedy_is(result, step, i))
            return &live_remedy_own[i].remedy;
    return &remedies[step];
}

const char *live_remedy(const struct probe_result *result, const struct probe_step_result *step)
{
    return step->verdict < PROBE_FAIL ? NULL : tr(live_remedy_find(result, step->step)->text);
}

/* The first step of that verdict; NULL: there is none. */
static const struct probe_step_result *live_remedy_first(const struct probe_result *result,
                                                         enum probe_verdict verdict)
{
    for (size_t i = 0; i < result->step_count; i++)
        if (result->steps[i].verdict == verdict)
            return &result->steps[i];
    return NULL;
}

/* What was seen says more than what could not be seen. */
static const struct probe_step_result *live_remedy_worst(const struct probe_result *result)
{
    static const enum probe_verdict order[] = { PROBE_FAIL, PROBE_UNREACHABLE, PROBE_WARN };
    const struct probe_step_result *step = NULL;

    for (size_t i = 0; !step && i < sizeof order / sizeof *order; i++)
        step = live_remedy_first(result, order[i]);
    return step;
}

void live_remedy_path(const struct app *app, const struct probe_result *result,
                      char path[PATH_SIZE])
{
    const struct probe_step_result *step = live_remedy_worst(result);
    const char *const *key = step ? live_remedy_find(result, step->step)->keys : NULL;
    struct config_place place;

    snprintf(path, PATH_SIZE, "%s", result->path);
    if (!key || !config_find(app->config, result->path, &place, NULL))
        return;
    while (*key && !setting_find(place.table->section, *key))
        key++;
    if (*key && (place.record || !place.table->section->list))
        snprintf(path, PATH_SIZE, "%.*s.%s", PATH_SIZE - 32, result->path, *key);
}
