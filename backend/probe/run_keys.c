#include "backend/probe/run_keys.h"

#include <string.h>

#include "backend/probe/snmp/snmp_key.h"
#include "backend/settings/settings.h"

static void run_keys_drop(struct run_key *at)
{
    secret_free(at->password);
    secret_free(at->key);
    *at = (struct run_key){ 0 };
}

static struct run_key *run_keys_find(struct run_keys *keys, const char *digest,
                                     const struct secret *password)
{
    for (size_t i = 0; i < RUN_KEYS; i++)
        if (keys->list[i].password && !strcmp(keys->list[i].digest, digest) &&
            secret_equal(keys->list[i].password, password))
            return &keys->list[i];
    return NULL;
}

/* In the place of the oldest; takes the password. */
static void run_keys_note(struct run_keys *keys, const char *digest, struct secret *password)
{
    struct run_key *at = &keys->list[keys->next++ % RUN_KEYS];

    run_keys_drop(at);
    *at = (struct run_key){ .digest = digest, .password = password };
}

static void run_keys_make(struct run_key *at, const char *password)
{
    unsigned char key[PROBE_STRETCHED];
    size_t size = sizeof key;

    if (!at->key && snmp_key(at->digest, password, key, &size))
        at->key = secret_new((const char *)key, size, secret_origin(at->password),
                             secret_made(at->password), secret_guesses(at->password));
    wipe(key, sizeof key);
}

static void run_keys_give(const struct run_key *at, struct probe_stretched *stretched)
{
    if (!at->key)
        return;
    const char *key = secret_open(at->key);
    stretched->size = secret_length(at->key);
    memcpy(stretched->key, key, stretched->size);
    secret_close(key);
}

static void run_keys_one(struct run_keys *keys, const char *choice, const char *password,
                         struct probe_stretched *stretched)
{
    const char *digest = snmp_key_digest(choice);

    if (!digest || !*password)
        return;
    struct secret *given = secret_new(password, strlen(password), TYPED, 0, -1);
    struct run_key *at = run_keys_find(keys, digest, given);
    if (!at) {
        run_keys_note(keys, digest, given);
        return;
    }
    secret_free(given);
    run_keys_make(at, password);
    run_keys_give(at, stretched);
}

/* What other sections have in that place is something else. */
static bool run_keys_of_users(const struct probe_job *job)
{
    return (!strcmp(job->section, snmp_section.key) ||
            !strcmp(job->section, printers_section.key)) &&
           !strcmp(job->snmp.version, "v3");
}

void run_keys_fill(struct run_keys *keys, struct probe_job *job)
{
    if (!run_keys_of_users(job))
        return;
    run_keys_one(keys, job->snmp.auth, job->password, &job->snmp.auth_key);
    run_keys_one(keys, job->snmp.auth, job->snmp.privacy_password, &job->snmp.privacy_key);
}

void run_keys_free(struct run_keys *keys)
{
    for (size_t i = 0; i < RUN_KEYS; i++)
        run_keys_drop(&keys->list[i]);
}
