/* settings_ports_test.c - the list of ports: what settings open, what records add, what collides.
 */
#include "tests/backend/settings_world.h"

static void note_port(void *data, const struct record *port, const struct record *first)
{
    char *all = data;

    snprintf(all + strlen(all), 200 - strlen(all), "%s=%s ", record_name(port), record_name(first));
}

/* A record about a port, at the end of the list. */
static void list_port(struct config *config, const char *name, const char *port, bool open,
                      const char *from)
{
    struct record *record = record_new(&ports_section);
    struct table *table = config_table(config, &ports_section);

    assert_true(record_set(record, setting_find(&ports_section, "name"), name, NULL));
    assert_true(record_set(record, setting_find(&ports_section, "port"), port, NULL));
    assert_true(record_set(record, setting_find(&ports_section, "from"), from, NULL));
    assert_true(
        record_set(record, setting_find(&ports_section, "enabled"), open ? "true" : "false", NULL));
    config_table_insert(table, table->count, record);
}

/* Every inbound port of the effective list: "+8090 -8080 ..." */
static void inbound(const struct config *config, char out[200])
{
    struct config *effective = ports_effective(config);
    const struct table *table = config_table(effective, &ports_section);

    *out = '\0';
    for (size_t i = 0; i < table->count; i++) {
        struct port_settings plan = port_settings(table->records[i]);

        if (plan.in)
            sprintf(out + strlen(out), "%s%c%ld", *out ? " " : "", plan.enabled ? '+' : '-',
                    plan.number);
    }
    config_free(effective);
}

static void settings_open_their_ports(void **state)
{
    struct config *config = world_fresh();
    char out[200];

    (void)state;
    inbound(config, out);
    assert_string_equal(out, "-21 -515 -631 +8090 -8080 -25 -8093");
    world_apply(config, "tls.https_port=443");
    world_apply(config, "scan.enabled=yes");
    world_apply(config, "scan.port=465");
    inbound(config, out); /* and what they left is closed */
    assert_string_equal(out, "-21 -515 -631 +443 +465 -8090 -8080 -25 -8093");
    world_apply(config, "server.role=central");
    list_port(config, "web-https", "443", true, "10.0.0.0/8");
    inbound(config, out); /* a record restricts, it does not add */
    assert_string_equal(out, "-21 -515 -631 +443 +465 +8093 -8090 -8080 -25");
    assert_int_equal(world_worst(config, "ports", "port-contradicts-setting").level, PASS);
    world_apply(config, "tls.https_port=8443"); /* left behind */
    struct verdict verdict = world_worst(config, "ports", "port-contradicts-setting");
    assert_int_equal(verdict.level, WARN);
    assert_string_equal(verdict.key, "port");
    assert_string_equal(verdict.want, "8443");
    config_free(config);
}

/* Format 1 listed every port; what people changed there stays if it says something. */
static void old_lists_are_migrated(void **state)
{
    struct config *config = world_fresh();

    (void)state;
    list_port(config, "web-https", "8090", true, "");          /* the setting says it */
    list_port(config, "scan-smtp", "25", false, "");           /* closed: nothing needs it */
    list_port(config, "scan-smtps", "465", true, "");          /* opened by somebody: stays */
    list_port(config, "web-http", "8080", true, "10.0.0.0/8"); /* restricted: stays */
    list_port(config, "mine", "8090", true, "");               /* no name of ours: stays */
    size_t before = config_table(config, &ports_section)->count;
    assert_int_equal(ports_migrate(config), 2);
    assert_int_equal(config_table(config, &ports_section)->count, before - 2);
    assert_non_null(config_table_find(config_table(config, &ports_section), "scan-smtps"));
    assert_int_equal(ports_migrate(config), 0);
    config_free(config);
}

static void ports_are_found_twice(void **state)
{
    struct config *config = world_fresh();
    char found[200] = "";

    (void)state;
    ports_twice(config, note_port, found);
    assert_string_equal(found, "");
    world_apply(config, "ports.ipps.enabled=yes");
    world_apply(config, "ports.release-ipps.enabled=yes"); /* the other direction: another matter */
    world_apply(config, "ports.lpr.port=8090");            /* disabled */
    ports_twice(config, note_port, found);
    assert_string_equal(found, "");
    world_apply(config, "ports.lpr.enabled=yes");
    world_apply(config, "ports.ipps.port=8090");
    ports_twice(config, note_port, found);
    assert_string_equal(found, "ipps=lpr ");
    config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_open_their_ports),
        cmocka_unit_test(old_lists_are_migrated),
        cmocka_unit_test(ports_are_found_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
