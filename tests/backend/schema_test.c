/* schema_test.c - walks every row of every section: what it says, its demands, its defaults, the
 * form its values are stored in. */
#include "tests/test.h"

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "backend/strength/strength.h"

/* ---- every row ---- */

typedef void row_test(const struct section *section, const struct setting *setting);

static char here[PATH_SIZE]; /* the row that is tested, for messages */

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("%s: %s", here, #condition);                                                  \
    } while (0)

static void walk(row_test *test)
{
    for (size_t i = 0; sections[i]; i++)
        for (const struct setting *s = sections[i]->settings; s->key; s++) {
            snprintf(here, sizeof here, "%s.%s", sections[i]->key, s->key);
            test(sections[i], s);
        }
}

static bool is_key(const char *text)
{
    return *text >= 'a' && *text <= 'z' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text);
}

/* One sentence or more, as people write them. */
static bool is_prose(const char *text)
{
    size_t size = strlen(text);

    return size > 10 && text[size - 1] == '.' && utf8_valid(text, size) && !strstr(text, "  ") &&
           text[0] != ' ' && !(text[0] >= 'a' && text[0] <= 'z');
}

static void names_itself(const struct section *section, const struct setting *setting)
{
    EXPECT(is_key(setting->key));
    EXPECT(strlen(setting->key) < 30); /* record_shows() keeps keys in 32 bytes */
    EXPECT(setting_find(section, setting->key) == setting);
    EXPECT(setting->label && *setting->label && strlen(setting->label) <= 19);
    for (const struct setting *s = section->settings; s != setting; s++)
        EXPECT(strcmp(s->label, setting->label) != 0);
}

static void explains_itself(const struct section *section, const struct setting *setting)
{
    (void)section;
    EXPECT(setting->help && is_prose(setting->help));
    EXPECT(strlen(setting->help) <= 240); /* three lines of 80 */
    EXPECT(setting->source && *setting->source);
    EXPECT(!setting->risk || is_prose(setting->risk));
    EXPECT(!setting->risk || strlen(setting->risk) < sizeof(struct verdict){ 0 }.why);
}

static void has_sound_bounds(const struct section *section, const struct setting *setting)
{
    (void)section;
    EXPECT(setting->min <= setting->max || !setting->max);
    EXPECT(setting->type != NUMBER || setting->max);
    EXPECT(setting->type == NUMBER || !setting->unit);
    EXPECT(setting->type != SECRET || setting->max <= SECRET_MAX);
    EXPECT((setting->type == CHOICE) == (setting->choices != NULL));
    EXPECT(!setting->check || setting->type == TEXT || setting->type == LIST);
    EXPECT(!setting->guessed || setting->type == TEXT || setting->type == LIST);
}

static void has_named_choices(const struct section *section, const struct setting *setting)
{
    (void)section;
    for (int i = 0; setting->choices && setting->choices[i]; i++) {
        EXPECT(setting_rank(setting, setting->choices[i]) == i);
        EXPECT(!setting->names || (setting->names[i] && *setting->names[i]));
        EXPECT(setting->meanings && setting->meanings[i] && *setting->meanings[i]);
        EXPECT(strspn(setting->choices[i], "abcdefghijklmnopqrstuvwxyz0123456789_.-") ==
               strlen(setting->choices[i]));
    }
}

static void starts_legal(const struct section *section, const struct setting *setting)
{
    (void)section;
    if (setting->type == SECRET) {
        EXPECT(!setting->initial);
        return;
    }
    if (setting->type == FLAG || setting->type == CHOICE || setting->type == NUMBER)
        EXPECT(setting->initial);
    if (!setting->initial)
        return;
    AUTO_FREE char *stored = setting_accept(setting, setting->initial, NULL);
    EXPECT(stored && strcmp(stored, setting->initial) == 0);
}

/* The weaker of two demands of this row, by what "weaker" means for its type. */
static bool is_weaker(const struct setting *setting, const char *a, const char *b)
{
    if (setting->type == CHOICE)
        return setting_rank(setting, a) < setting_rank(setting, b);
    if (setting->type == NUMBER || setting->type == SECRET)
        return strtol(a, NULL, 10) < strtol(b, NULL, 10);
    return false;
}

static bool is_legal(const struct setting *setting, const char *demand)
{
    if (setting->type != SECRET)
        return setting_check(setting, demand, NULL);
    long length = strtol(demand, NULL, 10);
    return length >= 1 && (!setting->max || length <= setting->max);
}

static void demands_legally(const struct section *section, const struct setting *setting)
{
    (void)section;
    EXPECT(!setting->fail_below || is_legal(setting, setting->fail_below));
    EXPECT(!setting->advise || is_legal(setting, setting->advise));
    EXPECT(!setting->fail_below || !setting->advise ||
           !is_weaker(setting, setting->advise, setting->fail_below));
    EXPECT((setting->fail_below || setting->advise) == (setting->risk != NULL));
    EXPECT(setting->type != LIST || (!setting->fail_below && !setting->advise));
    EXPECT(setting->weight >= 0);
}

static void shows_on_terms(const struct section *section, const struct setting *setting)
{
    char key[32] = "", word[32];

    if (!setting->when)
        return;
    size_t size = strcspn(setting->when, "!=");
    EXPECT(size > 0 && size < sizeof key);
    memcpy(key, setting->when, size);
    const struct setting *other = setting_find(section, key);
    EXPECT(other && other < setting); /* asked for before it, so nothing above jumps */
    const char *words = setting->when + size + (setting->when[size] == '!');
    EXPECT(*words == '=');
    EXPECT(other->type == CHOICE || other->type == FLAG || other->type == TEXT);
    while (*words && words[1]) {
        size = strcspn(++words, "|");
        snprintf(word, sizeof word, "%.*s", (int)size, words);
        EXPECT(setting_check(other, word, NULL));
        words += size;
    }
}

static void keeps_its_secret(const struct section *section, const struct setting *setting)
{
    (void)section;
    EXPECT((setting->type == SECRET) == (setting->attack != NULL));
    EXPECT(!setting->attack || attack_find(setting->attack));
    EXPECT(!setting->generated || setting->recipe);
    if (setting->type != SECRET || !setting->recipe)
        return;
    long length = (long)setting->recipe->length;
    EXPECT(length >= setting->min && (!setting->max || length <= setting->max));
    EXPECT(!setting->fail_below || length >= strtol(setting->fail_below, NULL, 10));
    EXPECT(!setting->advise || length >= strtol(setting->advise, NULL, 10));
    EXPECT(length >= 22); /* 131 bits of A-Za-z0-9: policy.machine_secret_length */
}

static void rows_name_themselves(void **state)
{
    (void)state;
    walk(names_itself);
}

static void rows_explain_themselves(void **state)
{
    (void)state;
    walk(explains_itself);
}

static void bounds_are_sound(void **state)
{
    (void)state;
    walk(has_sound_bounds);
    walk(has_named_choices);
    walk(starts_legal);
}

static void demands_are_legal(void **state)
{
    (void)state;
    walk(demands_legally);
}

static void conditions_look_back(void **state)
{
    (void)state;
    walk(shows_on_terms);
}

static void secrets_can_be_made(void **state)
{
    (void)state;
    walk(keeps_its_secret);
}

/* ---- every section ---- */

static void sections_are_sound(void **state)
{
    static const char order[] =
        "server trust certificates tls ports central smtp scan inbox radius "
        "ldap snmp printers rest policy waivers ";
    char found[256] = "";

    (void)state;
    for (size_t i = 0; sections[i]; i++) {
        const struct section *s = sections[i];

        snprintf(here, sizeof here, "%s", s->key);
        EXPECT(i < SECTIONS_MAX && section_find(s->key) == s && section_number(s) == i);
        EXPECT(is_key(s->key) && s->title && strlen(s->title) <= 18);
        EXPECT(s->help && is_prose(s->help) && s->source && *s->source);
        EXPECT(s->list == (strcmp(s->settings[0].key, "name") == 0));
        EXPECT(!s->list || (s->settings[0].required && s->settings[0].check == check_name));
        EXPECT(!s->seed || s->list);
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s ", s->key);
    }
    assert_string_equal(found, order);
    assert_null(section_find("nothing"));
}

static bool is_id(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text) &&
           strchr(text, '-');
}

static void rules_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; sections[i]; i++)
        for (const struct rule *r = sections[i]->rules; r && r->id; r++) {
            snprintf(here, sizeof here, "%s", r->id);
            EXPECT(is_id(r->id) && r->judge && r->source && *r->source && r->weight >= 0);
            for (const struct rule *other = sections[i]->rules; other != r; other++)
                EXPECT(strcmp(other->id, r->id) != 0);
        }
}

/* ---- a fresh configuration is as it should be ---- */

static struct config *fresh(void)
{
    struct config *config = config_new();
    struct config_place at;

    assert_true(config_find(config, "server.fqdn", &at, NULL));
    assert_true(record_set(at.table->records[0], at.setting, "print01.corp.example.com", NULL));
    return config;
}

/* The audit's demand on a row, once more and in other words. */
static bool meets(const struct setting *setting, const char *value)
{
    struct verdict verdict = { 0 };
    const char *const demands[] = { setting->fail_below, setting->advise };

    if (setting->judge && *value)
        setting->judge(value, &verdict);
    for (size_t i = 0; i < 2; i++)
        if (demands[i] && (setting->type == FLAG || setting->type == TEXT
                               ? strcmp(value, demands[i]) != 0
                               : is_weaker(setting, value, demands[i])))
            return false;
    return verdict.level <= PASS;
}

static void defaults_earn_an_a(void **state)
{
    struct config *config = fresh();
    struct config_place at = { 0 };

    (void)state;
    while (config_next(config, &at)) {
        config_place_path(&at, here);
        if (at.setting->type == SECRET)
            EXPECT(at.setting->generated);
        else
            EXPECT(meets(at.setting, record_value(at.record, at.setting)));
        if (at.setting->required && at.setting->type != SECRET)
            EXPECT(*record_value(at.record, at.setting));
    }
    config_free(config);
}

/* Also of a record that somebody adds and leaves as it is. */
static void fresh_records_earn_an_a(void **state)
{
    (void)state;
    for (size_t i = 0; sections[i]; i++) {
        struct record *record = record_new(sections[i]);

        for (const struct setting *s = sections[i]->settings; s->key; s++) {
            snprintf(here, sizeof here, "%s", s->label);
            if (s->type != SECRET && record_shows(record, s))
                EXPECT(meets(s, record_value(record, s)));
        }
        record_free(record);
    }
}

/* ---- values ---- */

static void values_are_stored_in_one_form(void **state)
{
    static const struct {
        const char *path, *typed, *stored; /* NULL: the sentence in says */
        const char *reports;
    } values[] = {
        { "server.fqdn", "  print.example.com.\t", "print.example.com", NULL },
        { "server.fqdn", "print.example.com..", NULL, "has an empty part" },
        { "server.fqdn", "", NULL, "must not be empty" },
        { "server.fqdn", "  ", NULL, "must not be empty" },
        { "server.site", "", "", NULL },
        { "server.site", "a\x1B[2Jb", NULL, "holds a control character or is not UTF-8" },
        { "server.site", "a\xFF", NULL, "holds a control character or is not UTF-8" },
        { "server.site",
          "a\xE2\x80\xAE"
          "b",
          NULL, "holds a control character" },
        { "server.organization",
          "12345678901234567890123456789012345678901234567890123456789012345", NULL,
          "has 65 bytes; at most 64 are allowed" },
        { "server.aliases", " a.example.com. ,,b.example.com,", "a.example.com, b.example.com",
          NULL },
        { "server.aliases", ",", "", NULL },
        { "server.aliases", "a.example.com, b_c.example.com", NULL,
          "\"b_c.example.com\": holds an underscore" },
        { "server.data_folder", "D:\\MyQ", "D:\\MyQ", NULL },
        { "server.data_folder", "\\\\files\\MyQ", "\\\\files\\MyQ", NULL },
        { "server.data_folder", "D:/MyQ", NULL, "needs a folder of the Windows server" },
        { "server.data_folder", "D:\\a:b", NULL, "which a Windows folder cannot have" },
        { "server.role", "Site Server", "site", NULL },
        { "server.role", "boss", NULL, "needs one of standalone, site, central" },
        { "tls.min_version", "tls 1.3", "1.3", NULL },
        { "tls.min_version", "1.4", NULL, "needs one of 1.0, 1.1, 1.2, 1.3" },
        { "tls.hsts", "Yes", "true", NULL },
        { "tls.hsts", "0", "false", NULL },
        { "tls.hsts", "maybe", NULL, "needs true or false" },
        { "tls.hsts", "", NULL, "needs true or false" },
        { "tls.profile", "", NULL, "needs one of intermediate, modern" },
        { "tls.https_port", "", NULL, "must not be empty" },
        { "tls.https_port", "0443", "443", NULL },
        { "tls.https_port", "0", NULL, "needs a number from 1 to 65535" },
        { "tls.https_port", "65536", NULL, "needs a number from 1 to 65535" },
        { "tls.https_port", "99999999999999999999", NULL, "needs a number from 1 to 65535" },
        { "tls.https_port", "+443", NULL, "needs a number from 1 to 65535" },
        { "tls.https_port", "-1", NULL, "needs a number from 1 to 65535" },
        { "tls.https_port", "4 43", NULL, "needs a number from 1 to 65535" },
        { "tls.https_port", "443x", NULL, "needs a number from 1 to 65535" },
        { "radius.retries", "000", "0", NULL },
        { "snmp.auth", "SHA-1", "sha1", NULL },
        { "waivers.finding", "snmp.auth@snmp.floor2.auth", "snmp.auth@snmp.floor2.auth", NULL },
        { "waivers.finding", "reused-secret", "reused-secret", NULL },
        { "waivers.finding", "Reused Secret", NULL, "needs a finding such as snmp.auth" },
        { "waivers.finding", "a@", NULL, "needs a finding such as snmp.auth" },
        { "waivers.until", "2027-02-30", NULL, "is not a day of the calendar" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        AUTO_FREE char *path = copy(values[i].path);
        char *key = strchr(path, '.');
        struct err err = { "" };

        *key++ = '\0';
        const struct setting *setting = setting_find(section_find(path), key);
        AUTO_FREE char *stored = setting_accept(setting, values[i].typed, &err);
        if (!stored != !values[i].stored ||
            (stored ? strcmp(stored, values[i].stored) != 0 : !strstr(err.text, values[i].reports)))
            fail_msg("%s = \"%s\": \"%s\" %s", values[i].path, values[i].typed,
                     stored ? stored : "", err.text);
    }
}

static void long_items_are_refused(void **state)
{
    const struct setting *aliases = setting_find(&server_section, "aliases");
    char text[600] = "a.example.com, ";
    struct err err;

    (void)state;
    memset(text + 15, 'b', 256);
    assert_null(setting_accept(aliases, text, &err));
    assert_string_equal(err.text, "holds an item of more than 255 bytes");
    strcpy(text + 271, ", c.example.com");
    assert_null(setting_accept(aliases, text, &err));
    assert_string_equal(err.text, "holds an item of more than 255 bytes");
}

/* What is accepted is accepted again, and stays as it is: else a save would change a file that
 * nobody touched. */
static void accepts_for_good(const struct section *section, const struct setting *setting)
{
    static const char alphabet[] = "aZ09.-_:[]/\\=, *\xC3\xBC\xE3\x80\x82";
    static unsigned seed = 7;
    char text[64];

    (void)section;
    for (int round = 0; round < 300 && setting->type != SECRET; round++) {
        size_t size = (size_t)rand_r(&seed) % 16;

        for (size_t i = 0; i < size; i++)
            text[i] = alphabet[(size_t)rand_r(&seed) % (sizeof alphabet - 1)];
        text[size] = '\0';
        AUTO_FREE char *once = setting_accept(setting, text, NULL);
        if (!once)
            continue;
        AUTO_FREE char *twice = setting_accept(setting, once, NULL);
        EXPECT(twice && strcmp(once, twice) == 0 && setting_check(setting, once, NULL));
    }
}

static void accepted_stays_accepted(void **state)
{
    (void)state;
    walk(accepts_for_good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_name_themselves),
        cmocka_unit_test(rows_explain_themselves),
        cmocka_unit_test(bounds_are_sound),
        cmocka_unit_test(demands_are_legal),
        cmocka_unit_test(conditions_look_back),
        cmocka_unit_test(secrets_can_be_made),
        cmocka_unit_test(sections_are_sound),
        cmocka_unit_test(rules_are_named),
        cmocka_unit_test(defaults_earn_an_a),
        cmocka_unit_test(fresh_records_earn_an_a),
        cmocka_unit_test(values_are_stored_in_one_form),
        cmocka_unit_test(long_items_are_refused),
        cmocka_unit_test(accepted_stays_accepted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
