/* audit_facts_test.c - what the audit finds beside the settings: certificate, files, vault, this
 * machine. */
#include "tests/backend/audit_world.h"

#include "backend/pki/certificate.h"

static const struct certificate_facts good = {
    .present = true,
    .not_before = NOW - 30 * DAY,
    .not_after = NOW + 367 * DAY,
    .names = FQDN ", print.example.com",
};

static const char *worst(struct certificate_facts certificate, struct notes notes,
                         enum level *level)
{
    static char all[500];
    struct config *config = world_config(SERVER);
    struct audit audit;

    audit_run(&audit, config,
              &(struct audit_facts){ .now = NOW, .certificate = &certificate, .notes = &notes });
    *all = '\0';
    *level = PASS;
    for (size_t i = 0; i < audit.count; i++) {
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s@%s", i ? " " : "",
                 audit.list[i].id, audit.list[i].path);
        *level = audit.list[i].level > *level ? audit.list[i].level : *level;
    }
    audit_free(&audit);
    config_free(config);
    return all;
}

#define WORST(expected_level, expected, ...)                                                       \
    do {                                                                                           \
        struct certificate_facts facts = good;                                                     \
        struct notes notes = { 0 };                                                                \
        __VA_ARGS__;                                                                               \
        assert_string_equal(worst(facts, notes, &level), expected);                                \
        assert_int_equal(level, expected_level);                                                   \
    } while (0)

static void certificates_are_judged(void **state)
{
    enum level level;

    (void)state;
    WORST(PASS, "", );
    WORST(FAIL, "cert-missing@certificates", facts.present = false);
    WORST(FAIL, "cert-expired@certificates", facts.not_after = NOW - 1);
    WORST(WARN, "cert-not-yet-valid@certificates", facts.not_before = NOW + 60);
    WORST(FAIL, "cert-not-yet-valid@certificates", facts.not_before = NOW + 901);
    WORST(PASS, "", facts.not_after = NOW + 30 * DAY);
    WORST(WARN, "cert-expiring@certificates", facts.not_before = NOW - 300 * DAY,
          facts.not_after = NOW + 30 * DAY - 1);
    WORST(FAIL, "cert-expiring@certificates", facts.not_before = NOW - 300 * DAY,
          facts.not_after = NOW + 7 * DAY - 1);
    /* 47 days: a third is 15 days and 16 hours */
    WORST(PASS, "", facts.not_before = NOW - 31 * DAY, facts.not_after = NOW + 16 * DAY);
    WORST(WARN, "cert-expiring@certificates", facts.not_before = NOW - 32 * DAY,
          facts.not_after = NOW + 15 * DAY);
    WORST(FAIL, "cert-name-mismatch@certificates", strcpy(facts.names, "other.example.com"));
    WORST(PASS, "", strcpy(facts.names, "*.corp.example.com"));
    WORST(PASS, "", (strcpy(facts.names, "other.example.com"), facts.named = true));
    WORST(FAIL, "cert-name-mismatch@certificates", strcpy(facts.names, "*.example.com"));
    WORST(FAIL, "cert-untrusted@certificates", strcpy(facts.chain, "no issuer"));
    /* the chain of an expired certificate does not verify either: that is told once */
    WORST(FAIL, "cert-expired@certificates", facts.not_after = NOW - 1,
          strcpy(facts.chain, "certificate has expired"));
}

static void missing_walls_are_told(void **state)
{
    static const struct {
        unsigned missing;
        const char *why;
    } cases[] = {
        { SANDBOX_CALLS, "has no seccomp filters." },
        { SANDBOX_PATHS, "has no Landlock." },
        { SANDBOX_CALLS | SANDBOX_PATHS, "has no seccomp filters and no Landlock." },
    };
    struct config *config = world_config(SERVER);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct audit audit;
        audit_run(&audit, config,
                  &(struct audit_facts){ .now = NOW, .unguarded = cases[i].missing });
        const struct finding *last = &audit.list[audit.count - 1];
        assert_string_equal(last->id, "sandbox");
        assert_int_equal(last->level, WARN);
        assert_non_null(strstr(last->why, cases[i].why));
        audit_free(&audit);
    }
    config_free(config);
}

static void cut_off_applies_are_judged(void **state)
{
    struct config *config = world_config(SERVER);
    struct audit audit;

    (void)state;
    audit_run(&audit, config, &(struct audit_facts){ .now = NOW, .cut_off = "nftables" });
    const struct finding *last = &audit.list[audit.count - 1];
    assert_string_equal(last->id, "apply-cut-off");
    assert_string_equal(last->want, "\"printseal apply nftables\"");
    audit_free(&audit);
    config_free(config);
}

static void files_are_judged(void **state)
{
    enum level level;

    (void)state;
    WORST(FAIL, "secrets-unreadable@secrets.vault", notes.vault = VAULT_DAMAGED);
    WORST(FAIL, "files-damaged@MANIFEST", strcpy(notes.damaged, "cert/server.cer"));
    WORST(PASS, "", notes.edited = true);
}

/* What cannot be read is not missing. */
static void unread_secrets_are_not_missed(void **state)
{
    struct config *config = world_config(SERVER "radius = ( { " RADIUS "} );");
    struct notes notes = { .vault = VAULT_NO_KEY, .vault_err = { "master.key is gone" } };
    struct audit audit;

    (void)state;
    audit_run(&audit, config,
              &(struct audit_facts){ .now = NOW, .certificate = &good, .notes = &notes });
    assert_int_equal(audit.count, 1);
    assert_string_equal(audit.list[0].id, "secrets-unreadable");
    assert_non_null(strstr(audit.list[0].why, "master.key is gone."));
    audit_free(&audit);
    config_free(config);
}

static void before_the_first_save_no_file_is_missed(void **state)
{
    struct audit audit;

    (void)state;
    world_audit(SERVER, &audit);
    assert_int_equal(audit.count, 0);
    audit_free(&audit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certificates_are_judged),
        cmocka_unit_test(missing_walls_are_told),
        cmocka_unit_test(cut_off_applies_are_judged),
        cmocka_unit_test(files_are_judged),
        cmocka_unit_test(unread_secrets_are_not_missed),
        cmocka_unit_test(before_the_first_save_no_file_is_missed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
