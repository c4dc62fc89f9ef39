#include "backend/base/csv.h"

#include "tests/test.h"

/* Reads a text as rows; cells are joined with '|', rows with '/', an error comes as "!sentence". */
static const char *read_all(const char *text)
{
    static char all[1024];
    char copy[512];
    struct csv csv;
    struct err err;
    size_t used = 0;

    snprintf(copy, sizeof copy, "%s", text);
    csv_start(&csv, copy, strlen(copy));
    all[0] = '\0';
    while (csv_next(&csv, &err)) {
        used +=
            (size_t)snprintf(all + used, sizeof all - used, "%s%d:", used ? "/" : "", csv.first);
        for (size_t i = 0; i < csv.count; i++)
            used +=
                (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? "|" : "", csv.cells[i]);
    }
    if (*err.text)
        snprintf(all + used, sizeof all - used, "!%d:%s", csv.first, err.text);
    return all;
}

static void rows_of_the_rfc(void **state)
{
    (void)state;
    assert_string_equal(read_all("a,b\r\nc,d\r\n"), "1:a|b/2:c|d");
    assert_string_equal(read_all("a,b\nc,d"), "1:a|b/2:c|d");
    assert_string_equal(read_all("\"a,\"\"b\"\"\",c\r\n"), "1:a,\"b\"|c");
    assert_string_equal(read_all("a,\"x\r\ny\",b\nc"), "1:a|x\r\ny|b/3:c");
    assert_string_equal(read_all(",\n"), "1:|");
    assert_string_equal(read_all("a,"), "1:a|");
    assert_string_equal(read_all("\"\""), "");
}

static void what_spreadsheets_write(void **state)
{
    (void)state;
    assert_string_equal(read_all("\xEF\xBB\xBF"
                                 "a;b,c;d\r\n1;2,2;3"),
                        "1:a|b,c|d/2:1|2,2|3");
    assert_string_equal(read_all("a\tb\n1\t2\n"), "1:a|b/2:1|2");
    assert_string_equal(read_all("a,b\n\n\r\n1,2\n\n"), "1:a|b/4:1|2");
    assert_string_equal(read_all("sep=;\r\na;b,c,d\r\n1;2\r\n"), "2:a|b,c,d/3:1|2");
    assert_string_equal(read_all("\xEF\xBB\xBFSEP=|\na|b\n"), "2:a|b");
    assert_string_equal(read_all("sep=a\n"), "1:sep=a");
    assert_string_equal(read_all("sep="), "1:sep=");
    assert_string_equal(read_all(""), "");
    assert_string_equal(read_all("\xEF\xBB\xBF"), "");
    assert_string_equal(read_all("a\rb,c"), "1:a\rb|c");
}

static void faults(void **state)
{
    (void)state;
    assert_string_equal(read_all("a,b\n\"c,d\n"), "1:a|b!2:a quote is not closed");
    assert_string_equal(read_all("\"a\"b,c\n"),
                        "!1:something follows a closing quote; a quote inside a cell is written "
                        "twice");
    assert_string_equal(read_all("a\"b,c\n"), "1:a\"b|c");
}

static void a_nul_and_too_many_cells(void **state)
{
    char nul[] = "a,b\0c\n", many[CELLS_MAX + 3];
    struct csv csv;
    struct err err;

    (void)state;
    csv_start(&csv, nul, sizeof nul - 1);
    assert_false(csv_next(&csv, &err));
    assert_string_equal(err.text, "holds a NUL byte");
    memset(many, ',', sizeof many);
    csv_start(&csv, many, CELLS_MAX - 1);
    assert_true(csv_next(&csv, &err));
    assert_int_equal(csv.count, CELLS_MAX);
    memset(many, ',', sizeof many);
    csv_start(&csv, many, CELLS_MAX);
    assert_false(csv_next(&csv, &err));
    assert_string_equal(err.text, "more than 64 cells");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_the_rfc),
        cmocka_unit_test(what_spreadsheets_write),
        cmocka_unit_test(faults),
        cmocka_unit_test(a_nul_and_too_many_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
