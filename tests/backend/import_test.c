#include "backend/setup/import.h"

#include "backend/base/mem.h"
#include "backend/settings/settings.h"
#include "tests/test.h"

static struct config *config;
static struct journal journal;
static struct imported imported;
static struct err err;

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
    return 0;
}

static bool import(const char *text)
{
    AUTO_FREE char *own = copy(text);
    const struct import_file file = { "p.csv", own, strlen(own) };

    err.text[0] = '\0';
    return import_records(&journal, config, &printers_section, &file, &imported, &err);
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

static void other_encodings_are_explained(void **state)
{
    (void)state;
    assert_false(import("name,host,model\na,a.example.com,x\nb,b.example.com,Z\xFCrich\n"));
    assert_string_equal(err.text, "p.csv:3: is not UTF-8, but of a Windows code page: save it as "
                                  "\"CSV UTF-8\", or: iconv -f WINDOWS-1252 -t UTF-8");
    assert_false(import("\xFF\xFEn"));
    assert_string_equal(err.text, "p.csv: is UTF-16; save it as \"CSV UTF-8\"");
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
    assert_false(import("host\na.example.com\n"));
    assert_string_equal(err.text,
                        "p.csv:1: the first line names the columns, and none is \"name\"");
    assert_false(import("name,NAME\n"));
    assert_string_equal(err.text, "p.csv:1: the column name is there twice");
    assert_false(import(""));
    assert_string_equal(err.text, "p.csv:1: the file is empty");
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
        cmocka_unit_test_setup_teardown(other_encodings_are_explained, setup, teardown),
        cmocka_unit_test_setup_teardown(passwords_are_secrets, setup, teardown),
        cmocka_unit_test_setup_teardown(any_mistake_leaves_everything, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_line_names_columns, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hundred_thousand_take_seconds, setup, teardown),
    };

    return secret_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : EXIT_FAILURE;
}
