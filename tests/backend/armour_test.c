/* armour_test.c - a block is looked for once: what is read ends with the mark that ends it. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/pki/armour.h"
#include "tests/test.h"

/* More than a file may hold, and no byte of it may be read. */
#define BEYOND ((size_t)64 << 30)

struct edge {
    char *page;
    const char *at, *end; /* the text, and where it is said to end: far behind where it does */
};

/* The text's last byte is the last one that may be read. */
static void edge_begin(struct edge *edge, const char *text)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), size = strlen(text);

    assert_true(size <= page);
    edge->page =
        mmap(NULL, page + BEYOND, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert_true(edge->page != MAP_FAILED);
    assert_int_equal(mprotect(edge->page, page, PROT_READ | PROT_WRITE), 0);
    memcpy(edge->page + page - size, text, size);
    edge->at = edge->page + page - size;
    edge->end = edge->page + page + BEYOND;
}

static void edge_end(struct edge *edge)
{
    munmap(edge->page, (size_t)sysconf(_SC_PAGESIZE) + BEYOND);
}

/* A mebibyte of BEGIN took minutes, while the END of each was looked for up to the last byte. */
static void a_block_ends_at_the_next_mark(void **state)
{
    static const struct {
        const char *text;
        bool ended;
        size_t size;
        const char *rest;
    } cases[] = {
        { "-----BEGIN A-----\nTUlJ\n-----END A-----", true, 3, "" },
        { "-----BEGIN A-----\nTUlJ\n-----BEGIN B-----", false, 3, "-----BEGIN B-----" },
        { "-----BEGIN A-----\n-----BEGIN B-----", false, 0, "-----BEGIN B-----" },
        { "-----END Z-----\n-----BEGIN A-----\nTUlJ\n-----END A----------", true, 3, "-----" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct armour block;
        struct edge edge;
        char text[100];

        snprintf(text, sizeof text, "%s-----", cases[i].text); /* marks end in dashes: see that */
        edge_begin(&edge, text);
        assert_true(armour_next(&edge.at, edge.end, &block));
        assert_string_equal(block.name, "A");
        assert_int_equal(block.ended, cases[i].ended);
        assert_int_equal(block.size, cases[i].size);
        assert_memory_equal(edge.at, cases[i].rest, strlen(cases[i].rest));
        armour_free(&block);
        edge_end(&edge);
    }
}

/* Without BEGIN as much is read as the structure says it has. */
static void what_is_bare_ends_where_it_says(void **state)
{
    static const char text[] = "MIGDAgEAAAAA";
    char whole[4 + 134 / 3 * 4 + 8] = "";
    struct armour block;
    struct edge edge;

    (void)state;
    memset(whole, 'A', 134 / 3 * 4 + 4); /* 30 81 83: 134 bytes, and what fills the last three */
    memcpy(whole, text, sizeof text - 1);
    edge_begin(&edge, whole);
    assert_true(armour_bare(&edge.at, edge.end, &block));
    assert_int_equal(block.size, 134);
    armour_free(&block);
    edge_end(&edge);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_ends_at_the_next_mark),
        cmocka_unit_test(what_is_bare_ends_where_it_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
