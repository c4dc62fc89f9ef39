#include "backend/setup/import.h"

#include "backend/base/mem.h"
#include "backend/intake/intake_inside.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "tests/test.h"

static struct config *config;
static struct journal journal;
static struct imported imported;
static struct err err;
static struct buf preview;

static int setup(void **state)
{
    (void)state;
    config = config_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    change_journal_clear(&journal);
    config_free(config);
    buf_free(&preview);
    return 0;
}

/* As the worker would read it, but in this process. */
static bool import_with(const char *bytes, size_t size, const char *map, bool skip)
{
    AUTO_BUF struct buf job = { 0 };
    struct buf rows = { 0 };
    struct intake intake = { 0 };

    err.text[0] = '\0';
    buf_add(&job, "", 1);
    buf_add(&job, bytes, size);
    if (!intake_parse(job.text, job.size, &rows, &err)) {
        buf_free(&rows);
        return false;
    }
    assert_true(intake_open(&intake, rows.text, rows.size));
    const struct import_order order = {
        .name = "p.csv", .intake = &intake, .map = map, .skip = skip, .preview = &preview
    };
    buf_free(&preview);
    bool done = import_records(&journal, config, &printers_section, &order, &imported, &err);
    intake_free(&intake);
    return done;
}

static bool import(const char *text)
{
    return import_with(text, strlen(text), NULL, false);
}

static const char *value(const char *path)
{
    struct config_place place;

    assert_true(config_find(config, path, &place, NULL));
    return record_value(place.record, place.setting);
}

static void columns_come_in_any_order(void **state)
{
    (void)state;
    assert_true(import("HOST; name ;port\nhp1.example.com;hp1;8443\nhp2.example.com;hp2;\n"));
    assert_int_equal(imported.added, 2);
    assert_string_equal(value("printers.hp1.port"), "8443");
    assert_string_equal(value("printers.hp2.port"), "443");
}

static void names_that_are_there_are_changed(void **state)
{
    (void)state;
    assert_true(import("name,host,model\na,a.example.com,one\nb,b.example.com,two\n"));
    assert_true(import("name,host,model\na,a.example.com,three\nb,b.example.com,two\n"
                       "c,c.example.com,four\n"));
    assert_int_equal(imported.added, 1);
    assert_int_equal(imported.changed, 1);
    assert_int_equal(imported.same, 1);
    assert_string_equal(value("printers.a.model"), "three");
    while (change_undo(&journal, config, NULL))
        ;
    assert_int_equal(config_table(config, &printers_section)->count, 0);
}

/* As an export writes it, so that no spreadsheet runs it. */
static void formulas_come_back(void **state)
{
    (void)state;
    assert_true(
        import("name,host,model,user\na,a.example.com,'=1+1,''-x\nb,b.example.com,'90s,=y\n"));
    assert_string_equal(value("printers.a.model"), "=1+1");
    assert_string_equal(value("printers.a.user"), "'-x");
    assert_string_equal(value("printers.b.model"), "'90s");
    assert_string_equal(value("printers.b.user"), "=y");
}

/* What Excel saves as "CSV", as "Unicode text", and with a mark of either order. */
static void encodings_of_spreadsheets_are_read(void **state)
{
    static const char narrow[] = "name;host;model\na;a.example.com;Z\xFCrich \x80\n";
    static const char little[] = "\xFF\xFEn\0a\0m\0e\0\t\0h\0o\0s\0t\0\n\0b\0\t\0b\0.\0"
                                 "e\0u\0";
    static const char big[] = "\xFE\xFF\0n\0a\0m\0e\0,\0h\0o\0s\0t\0,\0m\0o\0d\0e\0l\0\n\0c\0,"
                              "\0c\0.\0e\0u\0,\xD8\x3D\xDC\x4D";

    (void)state;
    assert_true(import_with(narrow, sizeof narrow - 1, NULL, false));
    assert_string_equal(value("printers.a.model"), "Z\u00FCrich \u20AC");
    assert_true(import_with(little, sizeof little - 1, NULL, false));
    assert_string_equal(value("printers.b.host"), "b.eu");
    assert_true(import_with(big, sizeof big - 1, NULL, false));
    assert_string_equal(value("printers.c.model"), "\U0001F44D");
}

static void other_encodings_are_explained(void **state)
{
    (void)state;
    assert_false(import("name,host,model\na,a.example.com,\x81\n"));
    assert_string_equal(err.text, "is neither UTF-8, UTF-16 nor Windows-1252");
    assert_false(import_with("\xFF\xFEn", 3, NULL, false));
    assert_string_equal(err.text, "is not valid UTF-16");
    assert_false(import_with("\xFF\xFE\x3D\xD8n\0", 6, NULL, false));
    assert_string_equal(err.text, "is not valid UTF-16");
}

/* ------------------------------------------------ lists of others */

static void columns_of_others_are_understood(void **state)
{
    (void)state;
    assert_true(import("Seriennummer;Ger\u00E4tename;IP-Adresse;Modell;Benutzer;Kennwort;Notiz\n"
                       "X1;Drucker 1. OG;192.0.2.7;Example 30;admin;Geheim und lang 1;y\n"
                       "X2;B\u00FCro S\u00FCd;192.0.2.8;;;;\n"));
    assert_int_equal(imported.added, 2);
    assert_string_equal(value("printers.Drucker-1-OG.host"), "192.0.2.7");
    assert_string_equal(value("printers.Drucker-1-OG.user"), "admin");
    assert_string_equal(value("printers.Buero-Sued.host"), "192.0.2.8");
    assert_non_null(strstr(preview.text, "column 1 \"Seriennummer\": not used"));
    assert_non_null(strstr(preview.text, "column 6 \"Kennwort\": password"));
    assert_non_null(strstr(preview.text, "row 2: name=Drucker-1-OG host=192.0.2.7"));
    assert_null(strstr(preview.text, "Geheim"));
}

/* A name is better than an address, wherever it stands; a record is called as its host is. */
static void names_are_made_of_hosts(void **state)
{
    (void)state;
    assert_true(import("IP Address,Host Name,Model\n192.0.2.7,hp7.example.com,A\n"));
    assert_string_equal(value("printers.hp7.host"), "hp7.example.com");
    assert_true(import("IP\n192.0.2.9\n2001:db8::9\n"));
    assert_string_equal(value("printers.192-0-2-9.host"), "192.0.2.9");
    assert_string_equal(value("printers.2001-db8-9.host"), "2001:db8::9");
}

static void namesakes_of_others_are_numbered(void **state)
{
    (void)state;
    assert_true(import("Drucker;Adresse\nFlur;192.0.2.1\nFlur;192.0.2.2\nFlur;192.0.2.3\n"));
    assert_int_equal(imported.added, 3);
    assert_string_equal(value("printers.Flur-2.host"), "192.0.2.2");
    assert_string_equal(value("printers.Flur-3.host"), "192.0.2.3");
}

static void a_map_overrules_the_guess(void **state)
{
    static const char rows[] = "Asset,Where,Name,Notes\nhp1,h1.example.com,x,y\n";

    (void)state;
    assert_false(import("Asset,Where\nhp1,h1.example.com\n"));
    assert_non_null(strstr(err.text, "p.csv:1: the first row has to name the columns"));
    assert_null(strstr(err.text, "Asset")); /* it may be no header, and hold a password */
    assert_true(import_with(rows, sizeof rows - 1, "asset=name,2=host,4=model", false));
    assert_string_equal(value("printers.hp1.host"), "h1.example.com");
    assert_string_equal(value("printers.hp1.model"), "y");
    assert_false(import_with(rows, sizeof rows - 1, "Nothing=name", false));
    assert_string_equal(err.text, "p.csv: --map: there is no column \"Nothing\"");
    assert_false(import_with(rows, sizeof rows - 1, "9=name", false));
    assert_false(import_with(rows, sizeof rows - 1, "2=hots", false));
    assert_string_equal(err.text, "p.csv: --map: there is no setting \"hots\"; \"-\" leaves a "
                                  "column out");
    assert_false(import_with(rows, sizeof rows - 1, "2", false));
    assert_int_equal(config_table(config, &printers_section)->count, 1);
}

/* Each row is listed with what is wrong with it, an open quote too; the rest is taken. */
static void bad_rows_are_left_out(void **state)
{
    static const char rows[] = "name,host,port\na,a.example.com,1\nb,b.example.com,0\n"
                               "\n\"c \"\"x,c.example.com,1\nd,d.example.com,\"2\"\n"
                               "e,e.example.com,\"1\nf,f.example.com\n";

    (void)state;
    assert_false(import_with(rows, sizeof rows - 1, NULL, false));
    assert_int_equal(config_table(config, &printers_section)->count, 0);
    assert_true(import_with(rows, sizeof rows - 1, NULL, true));
    assert_int_equal(imported.added, 3);
    assert_int_equal(imported.skipped, 3);
    assert_string_equal(value("printers.d.port"), "2");
    assert_string_equal(value("printers.f.port"), "443");
    assert_non_null(strstr(err.text, "p.csv:3: port: "));
    assert_non_null(strstr(err.text, "p.csv:5: something follows a closing quote"));
    assert_non_null(strstr(err.text, "p.csv:7: a quote is not closed"));
}

static void one_import_is_one_step(void **state)
{
    struct config_place place = { 0 };
    char path[PATH_SIZE];

    (void)state;
    assert_true(import("name,host\na,a.example.com\n"));
    assert_true(import("name,host\nb,b.example.com\nc,c.example.com\na,aa.example.com\n"));
    assert_true(change_undo(&journal, config, &place));
    config_place_path(&place, path);
    assert_string_equal(path, "printers");
    assert_int_equal(config_table(config, &printers_section)->count, 1);
    assert_string_equal(value("printers.a.host"), "a.example.com");
    assert_true(change_redo(&journal, config, &place));
    assert_int_equal(config_table(config, &printers_section)->count, 3);
    assert_string_equal(value("printers.a.host"), "aa.example.com");
    assert_false(change_redo(&journal, config, &place));
    assert_true(change_undo(&journal, config, &place));
    assert_true(change_undo(&journal, config, &place));
    assert_false(change_undo(&journal, config, &place));
}

static void passwords_are_secrets(void **state)
{
    static const char rows[] = "name,host,password\na,a.example.com,\"pass,\"\"word\"\n";
    struct config_place place;

    (void)state;
    assert_true(import(rows));
    assert_true(config_find(config, "printers.a.password", &place, NULL));
    const struct secret *secret = record_hidden(place.record, place.setting);
    assert_non_null(secret);
    assert_int_equal(secret_origin(secret), IMPORTED);
    const char *bytes = secret_open(secret);
    assert_string_equal(bytes, "pass,\"word");
    secret_close(bytes);
    assert_true(import(rows));
    assert_int_equal(imported.same, 1);
}

/* Together, on several processors, they are measured as each alone is when it is typed. */
static void passwords_are_measured_as_if_typed(void **state)
{
    enum { MANY = 500 };
    AUTO_BUF struct buf text = { 0 };

    (void)state;
    buf_print(&text, "name,host,password\n");
    for (int i = 0; i < MANY; i++)
        buf_print(&text, "p%d,p%d.example.com,Floor-%d%s\n", i, i, i % 400, i % 5 ? "" : "printer");
    assert_true(import(text.text));
    const struct table *table = config_table(config, &printers_section);
    const struct setting *setting = setting_find(&printers_section, "password");
    for (int i = 0; i < MANY; i++) {
        const struct secret *secret = record_hidden(table->records[i], setting);
        const char *bytes = secret_open(secret);
        struct config *before = config_new();
        struct secret *typed = prepare_typed(before, setting, bytes, strlen(bytes), IMPORTED, &err);

        secret_close(bytes);
        config_free(before);
        assert_true(secret_equal(secret, typed));
        assert_true(secret_guesses(secret) == secret_guesses(typed));
        secret_free(typed);
    }
}

static void any_mistake_leaves_everything(void **state)
{
    (void)state;
    assert_false(import("name,host,port\na,a.example.com,443\nb,b.example.com,99999\n"
                        "c c,c.example.com,1\nd,,1\na,a.example.com,2\ne,e.example.com,3,4\n"));
    assert_int_equal(config_table(config, &printers_section)->count, 0);
    assert_int_equal(journal.count, 0);
    assert_non_null(strstr(err.text, "p.csv:3: port: needs a number from 1 to 65535"));
    assert_non_null(strstr(err.text, "\np.csv:4: name: "));
    assert_non_null(strstr(err.text, "\np.csv:5: host: must not be empty"));
    assert_non_null(strstr(err.text, "\np.csv:6: name: was given in line 2 already"));
    assert_non_null(strstr(err.text, "\np.csv:7: has 4 cells; the first line names 3 columns"));
}

static void the_first_line_names_columns(void **state)
{
    (void)state;
    assert_false(import("name,hots\na,b\n"));
    assert_string_equal(err.text, "p.csv:1: there is no column \"hots\"; did you mean \"host\"?");
    assert_false(import("name,NAME\n"));
    assert_string_equal(err.text, "p.csv:1: the column name is there twice");
    assert_true(import("name,host\n"));
}

static void a_hundred_thousand_take_seconds(void **state)
{
    AUTO_BUF struct buf text = { 0 };

    (void)state;
    buf_print(&text, "name,host,model,user,password\n");
    for (int i = 0; i < 100000; i++)
        buf_print(&text, "p%d,p%d.example.com,M,admin,same for all\n", i, i);
    assert_true(import(text.text));
    assert_int_equal(imported.added, 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_come_in_any_order, setup, teardown),
        cmocka_unit_test_setup_teardown(names_that_are_there_are_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(formulas_come_back, setup, teardown),
        cmocka_unit_test_setup_teardown(encodings_of_spreadsheets_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_of_others_are_understood, setup, teardown),
        cmocka_unit_test_setup_teardown(names_are_made_of_hosts, setup, teardown),
        cmocka_unit_test_setup_teardown(namesakes_of_others_are_numbered, setup, teardown),
        cmocka_unit_test_setup_teardown(a_map_overrules_the_guess, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_rows_are_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(one_import_is_one_step, setup, teardown),
        cmocka_unit_test_setup_teardown(other_encodings_are_explained, setup, teardown),
        cmocka_unit_test_setup_teardown(passwords_are_secrets, setup, teardown),
        cmocka_unit_test_setup_teardown(passwords_are_measured_as_if_typed, setup, teardown),
        cmocka_unit_test_setup_teardown(any_mistake_leaves_everything, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_line_names_columns, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hundred_thousand_take_seconds, setup, teardown),
    };

    return secret_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : EXIT_FAILURE;
}
