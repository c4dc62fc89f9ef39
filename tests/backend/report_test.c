/* report_test.c - the findings as people and as programs read them. */
#include "tests/test.h"

#include <jansson.h>

#include "backend/base/utf8.h"
#include "backend/report/report.h"
#include "backend/settings/settings.h"
#include "backend/store/conf/conf.h"

#define NOW 1795392000 /* 2026-11-23, noon */

static const char text[] =
    "server : { fqdn = \"print01.corp.example.com\"; };\n"
    "tls : { http_enabled = true; };\n"
    "snmp = ( { name = \"old\"; version = \"v2c\"; community = \"generate\"; },\n"
    "         { name = \"floor2\"; auth = \"sha1\"; auth_password = \"generate\";\n"
    "           privacy_password = \"generate\"; } );\n"
    "waivers = ( { name = \"old-device\"; finding = \"snmp.version@snmp.old.version\";\n"
    "              reason = \"r\"; by = \"me\"; until = \"2027-01-31\"; } );\n";

static bool answer(void *data, struct record *record, const struct setting *setting,
                   const char *given, struct err *err)
{
    (void)data;
    (void)given;
    (void)err;
    record_hide(record, setting, secret_generate(setting->recipe, NOW));
    return true;
}

struct world {
    struct config *config;
    struct audit audit;
    struct notes notes;
    struct report report;
};

static void open_world(struct world *world)
{
    struct err err = { "" };

    *world = (struct world){ 0 };
    world->config = conf_read(text, strlen(text), "test.conf", answer, NULL, &err);
    assert_string_equal(err.text, "");
    audit_run(&world->audit, world->config, &(struct audit_facts){ .now = NOW });
    world->report = (struct report){ .audit = &world->audit,
                                     .notes = &world->notes,
                                     .name = server_fqdn(world->config),
                                     .generation = 7 };
}

static void close_world(struct world *world)
{
    audit_free(&world->audit);
    config_free(world->config);
}

/* ------------------------------------------------ text */

static const char golden[] =
    "print01.corp.example.com, generation 7\n"
    "\n"
    "v Server             1 pass\n"
    "v Trusted CAs        1 pass\n"
    "v Certificates       5 pass\n"
    "x TLS and HTTP       2 fail, 4 pass\n"
    "    x tls.http_enabled = true\n"
    "      should be  false\n"
    "      why        Unencrypted HTTP shows passwords and print jobs to anybody on\n"
    "                 the network. Turn it off.\n"
    "      source     PS Connection security: HTTPS\n"
    "      finding    tls.http_enabled\n"
    "    x tls.http_enabled = true\n"
    "      should be  false\n"
    "      why        Passwords typed over unencrypted HTTP can be read on the\n"
    "                 network. Turn it off.\n"
    "      source     PS Connection security; RFC 9325 3.2\n"
    "      finding    cleartext-password\n"
    "v Firewall ports     1 pass\n"
    "- Central server     nothing set up\n"
    "- Outgoing mail      nothing set up\n"
    "- Scans by mail      nothing set up\n"
    "- Incoming mail      nothing set up\n"
    "- RADIUS             nothing set up\n"
    "- Directory (LDAP)   nothing set up\n"
    "x SNMP               1 fail, 1 warn, 1 waived, 10 pass\n"
    "    w snmp.old.version = v2c\n"
    "      should be  v3\n"
    "      why        SNMP v1 and v2c send their password unencrypted. Use v3.\n"
    "      source     PS Connection security: SNMP; RFC 3410\n"
    "      finding    snmp.version\n"
    "      waived by  waivers.old-device\n"
    "    x snmp.old.version = v2c\n"
    "      should be  v3\n"
    "      why        The community is a password, and every packet sends it\n"
    "                 unencrypted. Use v3.\n"
    "      source     PS Connection security; RFC 9325 3.2\n"
    "      finding    cleartext-password\n"
    "    ! snmp.floor2.auth = sha1\n"
    "      should be  sha256\n"
    "      why        MD5 and SHA-1 are outdated. Use SHA-256.\n"
    "      source     PS Connection security: SNMP; RFC 7860\n"
    "      finding    snmp.auth\n"
    "- Printers           nothing set up\n"
    "- REST API clients   nothing set up\n"
    "v Rules              3 pass\n"
    "v Waivers            6 pass\n"
    "\n"
    "3 fail, 1 warn, 1 waived, 31 pass\n"
    "score 82.8 of 100, grade F, because a password would cross the network\n"
    "unencrypted\n";

static void text_reads_well(void **state)
{
    struct world world;
    AUTO_BUF struct buf out = { 0 };

    (void)state;
    open_world(&world);
    report_text(&world.report, &(struct look){ .width = 80 }, &out);
    assert_string_equal(out.text, golden);
    close_world(&world);
}

static int longest_line(const char *at)
{
    int longest = 0, column = 0;

    for (; *at; at++) {
        column = *at == '\n' ? 0 : column + 1;
        longest = column > longest ? column : longest;
    }
    return longest;
}

static void lines_fit_the_width(void **state)
{
    struct world world;

    (void)state;
    open_world(&world);
    for (int width = 50; width <= 120; width += 7) {
        AUTO_BUF struct buf out = { 0 };

        report_text(&world.report, &(struct look){ .width = width }, &out);
        assert_true(longest_line(out.text) <= width);
    }
    close_world(&world);
}

static void colour_only_adds(void **state)
{
    struct world world;
    AUTO_BUF struct buf plain = { 0 };
    AUTO_BUF struct buf colour = { 0 };
    size_t end = 0;

    (void)state;
    open_world(&world);
    report_text(&world.report, &(struct look){ .width = 80 }, &plain);
    report_text(&world.report, &(struct look){ .width = 80, .colour = true }, &colour);
    assert_null(strchr(plain.text, '\033'));
    assert_non_null(strstr(colour.text, "\033[31mx\033[0m"));
    for (size_t i = 0; i < colour.size; i++)
        if (colour.text[i] == '\033')
            i += strcspn(colour.text + i, "m");
        else
            colour.text[end++] = colour.text[i];
    colour.text[end] = '\0';
    assert_string_equal(colour.text, plain.text);
    close_world(&world);
}

static void an_edited_file_is_reported(void **state)
{
    struct world world;
    AUTO_BUF struct buf out = { 0 };

    (void)state;
    open_world(&world);
    world.notes.edited = true;
    world.report.generation = 0;
    world.report.name = "";
    report_text(&world.report, &(struct look){ .width = 80 }, &out);
    assert_non_null(strstr(out.text, "changed by hand"));
    assert_non_null(strstr(out.text, "(no name yet), not saved yet"));
    close_world(&world);
}

/* ------------------------------------------------ JSON */

static json_t *load(const struct buf *out)
{
    json_error_t error;
    json_t *root = json_loads(out->text, JSON_REJECT_DUPLICATES, &error);

    if (!root)
        fail_msg("%s: %s", error.text, out->text);
    return root;
}

/* The keys of an object, in their order. */
static const char *keys(json_t *object)
{
    static char all[200];
    const char *key;
    json_t *value;

    *all = '\0';
    json_object_foreach(object, key, value)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s ", key);
    return all;
}

static void json_has_its_shape(void **state)
{
    struct world world;
    AUTO_BUF struct buf out = { 0 };
    json_int_t version, generation, pass, warn, failed, waived;
    const char *grade;
    double score;

    (void)state;
    open_world(&world);
    report_json(&world.report, &out);
    json_t *root = load(&out), *findings = json_object_get(root, "findings");
    assert_string_equal(keys(root), "version generation score grade counts host time certificate "
                                    "unchecked findings old_secrets rollovers ");
    assert_string_equal(keys(json_object_get(root, "counts")), "pass warn fail waived ");
    assert_int_equal(json_unpack(root, "{s:I, s:I, s:f, s:s, s:{s:I, s:I, s:I, s:I!}, s:o}",
                                 "version", &version, "generation", &generation, "score", &score,
                                 "grade", &grade, "counts", "pass", &pass, "warn", &warn, "fail",
                                 &failed, "waived", &waived, "findings", &findings),
                     0);
    assert_int_equal(version, 1);
    assert_int_equal(generation, 7);
    assert_string_equal(grade, "F");
    assert_int_equal(pass, world.audit.pass);
    assert_int_equal(warn, 1);
    assert_int_equal(failed, 3);
    assert_int_equal(waived, 1);
    assert_float_equal(score, world.audit.score, 1e-9);
    assert_int_equal(json_array_size(findings), 5);
    json_decref(root);
    close_world(&world);
}

static void json_reports_each_finding(void **state)
{
    static const char expected[] =
        "{\"id\": \"snmp.auth\", \"path\": \"snmp.floor2.auth\", \"level\": \"warn\", \"value\": "
        "\"sha1\", \"want\": \"sha256\", \"why\": \"MD5 and SHA-1 are outdated. Use SHA-256.\", "
        "\"source\": \"PS Connection security: SNMP; RFC 7860\", \"waived\": false}";
    struct world world;
    AUTO_BUF struct buf out = { 0 };
    size_t waived = 0, i;
    json_t *finding;

    (void)state;
    open_world(&world);
    report_json(&world.report, &out);
    json_t *root = load(&out), *wanted = json_loads(expected, 0, NULL);
    bool found = false;
    json_array_foreach(json_object_get(root, "findings"), i, finding)
    {
        assert_string_equal(keys(finding), "id path level value want why source waived ");
        found |= json_equal(finding, wanted);
        waived += json_is_true(json_object_get(finding, "waived"));
    }
    assert_true(found);
    assert_int_equal(waived, 1);
    json_decref(wanted);
    json_decref(root);
    close_world(&world);
}

static void json_of_nothing_is_whole(void **state)
{
    struct config *config = config_new();
    struct audit audit = { 0 };
    AUTO_BUF struct buf out = { 0 };

    (void)state;
    audit_score(&audit, config, "2026-11-23");
    report_json(&(struct report){ .audit = &audit, .name = "" }, &out);
    assert_string_equal(
        out.text,
        "{\"version\": 1, \"generation\": 0, \"score\": 100.0, \"grade\": \"A\", "
        "\"counts\": {\"pass\": 0, \"warn\": 0, \"fail\": 0, \"waived\": 0}, "
        "\"host\": \"\", \"time\": \"1970-01-01T00:00:00Z\", \"certificate\": null,\n"
        " \"unchecked\": [],\n \"findings\": [],\n \"old_secrets\": [],\n \"rollovers\": []}\n");
    audit_free(&audit);
    config_free(config);
}

/* ------------------------------------------------ hostile texts */

static void hostile_texts_are_sanitize(void **state)
{
    struct config *config = config_new();
    struct config_place at = { config_table(config, section_find("tls")), NULL, NULL };
    struct verdict verdict = { .level = FAIL, .value = "\"\\\033]0;x\a \xFF\xE2\x80\xAE" };
    struct audit audit = { 0 };
    AUTO_BUF struct buf out = { 0 };

    (void)state;
    audit_report(&audit, &(struct check){ .id = "x" }, &at, &verdict);
    audit_score(&audit, config, "2026-11-23");
    const struct report report = { .audit = &audit, .name = "a\033b" };
    report_json(&report, &out);
    json_decref(load(&out));
    assert_true(utf8_valid(out.text, out.size));
    report_text(&report, &(struct look){ .width = 80 }, &out);
    for (size_t i = 0; i < out.size; i++)
        assert_true(out.text[i] == '\n' || (unsigned char)out.text[i] >= ' ');
    audit_free(&audit);
    config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_reads_well),          cmocka_unit_test(lines_fit_the_width),
        cmocka_unit_test(colour_only_adds),         cmocka_unit_test(an_edited_file_is_reported),
        cmocka_unit_test(json_has_its_shape),       cmocka_unit_test(json_reports_each_finding),
        cmocka_unit_test(json_of_nothing_is_whole), cmocka_unit_test(hostile_texts_are_sanitize),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
