#include "backend/audit/explain.h"

#include "backend/base/pool.h"
#include "tests/test.h"

static void explain_test_one(void *data, const struct explained *explained)
{
    struct pool *ids = data;
    size_t before = ids->count;

    pool_keep(ids, explained->id);
    assert_int_not_equal(ids->count, before); /* each once */
    assert_true(*explained->source);
    if (explained->kind != EXPLAINED_RULE)
        return;
    if (!*explained->what || !*explained->why || !*explained->fix)
        fail_msg("%s: has no row in explain_texts.c", explained->id);
}

/* Every rule has a row of texts, and every row is some rule's. */
static void explain_test_rows(void **state)
{
    struct pool ids = { 0 };

    (void)state;
    explain_each(explain_test_one, &ids);
    for (const struct explain_text *text = explain_texts; text->id; text++)
        if (!pool_find(&ids, text->id))
            fail_msg("%s: there is no such rule", text->id);
    assert_non_null(pool_find(&ids, "radius.secret"));
    assert_non_null(pool_find(&ids, "port-contradicts-security"));
    assert_non_null(pool_find(&ids, "cert-weak-key"));
    assert_null(pool_find(&ids, "radius.name"));
    pool_free(&ids);
}

static void explain_test_sentence(void *data, const char *why, const char *fix, bool refused)
{
    (void)refused;
    assert_true(*why && *fix);
    assert_null(strchr(why, '%'));
    ++*(size_t *)data;
}

static void explain_test_find(void **state)
{
    struct explained found;
    size_t count = 0;

    (void)state;
    assert_true(explain_find("reused-secret", &found));
    assert_int_equal(found.kind, EXPLAINED_RULE);
    assert_true(explain_find("snmp.auth", &found));
    assert_string_equal(found.setting->key, "auth");
    assert_false(explain_find("snmp.nothing", &found));
    assert_false(explain_find("", &found));
    explain_sentences("cert-unreadable", explain_test_sentence, &count);
    assert_true(count > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(explain_test_rows),
        cmocka_unit_test(explain_test_find),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
