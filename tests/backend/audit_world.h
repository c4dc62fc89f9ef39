/* audit_world.h - configurations as text, judged on one day, for tests of the audit. */
#ifndef TESTS_BACKEND_AUDIT_WORLD_H
#define TESTS_BACKEND_AUDIT_WORLD_H

#include "backend/audit/audit.h"
#include "backend/store/conf/conf.h"
#include "tests/test.h"

#define NOW 1795392000 /* 2026-11-23, noon */
#define DAY 86400
#define FQDN "print01.corp.example.com"
#define SERVER "server : { fqdn = \"" FQDN "\"; };\n"

#define MAIL "enabled = true; host = \"mail.example.com\"; user = \"robot\"; "
#define GOOD "password = \"generate\"; "
#define RADIUS "name = \"hq\"; host = \"nps.corp.example.com\"; "
#define LDAP "name = \"ad\"; host = \"dc1.corp.example.com\"; "
#define KEYS "auth_password = \"generate\"; privacy_password = \"generate\"; "
#define REST "name = \"app\"; client_id = \"0f8fad5b-d9cb-469f-a165-70867728950e\"; "
#define TYPED_15 "vZ7 qk!Rw2 mX9x"

/* "generate" makes one; "file:DAYS:..." was typed so many days ago; "file:..." was typed today, and
 * neither was measured. */
static inline bool world_answer(void *data, struct record *record, const struct setting *setting,
                                const char *text, struct err *err)
{
    const char *given = strncmp(text, "file:", 5) == 0 ? text + 5 : text;
    const char *colon = strchr(given, ':');
    time_t made = NOW - (colon ? strtol(given, NULL, 10) * DAY : 0);
    const char *typed = colon ? colon + 1 : given;

    (void)data;
    (void)err;
    record_hide(record, setting,
                strcmp(text, "generate") == 0 ? secret_generate(setting->recipe, NOW)
                                              : secret_new(typed, strlen(typed), TYPED, made, -1));
    return true;
}

static inline struct config *world_config(const char *text)
{
    struct err err = { "" };
    struct config *config = conf_read(text, strlen(text), "test.conf", world_answer, NULL, &err);

    if (!config)
        fail_msg("%s\n%s", err.text, text);
    return config;
}

static inline void world_audit(const char *text, struct audit *audit)
{
    struct config *config = world_config(text);

    audit_run(audit, config, &(struct audit_facts){ .now = NOW });
    config_free(config);
}

static inline const struct finding *world_find(const struct audit *audit, const char *id,
                                               const char *path)
{
    for (size_t i = 0; i < audit->count; i++)
        if (strcmp(audit->list[i].id, id) == 0 && strcmp(audit->list[i].path, path) == 0)
            return &audit->list[i];
    return NULL;
}

#endif
