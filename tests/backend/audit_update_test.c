/* audit_update_test.c - an audit that follows changes says what one of the whole says, whatever the
 * changes were, and judges no more than they touch; and so does the count of differences. */
#include "tests/backend/random_config.h"
#include "tests/test.h"

#include "backend/audit/audit.h"
#include "backend/audit/ledger.h"
#include "backend/model/change.h"
#include "backend/model/difference_count.h"
#include "tests/chance.h"

#define NOW 1795392000 /* 2026-11-23, noon */
#define DAY 86400

struct world {
    uint64_t chance;
    unsigned seed;
    struct config *config, *saved;
    struct journal journal;
    struct difference_count differ;
    struct audit audit;
    struct audit_facts facts;
    struct notes notes;
};

static unsigned below(struct world *world, unsigned bound)
{
    return chance(&world->chance, bound);
}

/* ------------------------------------------------ the two compared */

static void same_finding(const struct finding *a, const struct finding *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->path, b->path);
    assert_string_equal(a->value, b->value);
    assert_string_equal(a->want, b->want);
    assert_string_equal(a->why, b->why);
    assert_string_equal(a->source, b->source);
    assert_string_equal(a->waiver, b->waiver);
    assert_int_equal(a->level, b->level);
    assert_int_equal(a->section, b->section);
    assert_int_equal(a->weight, b->weight);
    assert_int_equal(a->waived, b->waived);
    assert_int_equal(a->clear, b->clear);
}

static void same_counts(const struct audit *a, const struct audit *b)
{
    assert_int_equal(a->pass, b->pass);
    assert_int_equal(a->warn, b->warn);
    assert_int_equal(a->fail, b->fail);
    assert_int_equal(a->waived, b->waived);
    assert_true(a->lost == b->lost && a->possible == b->possible && a->score == b->score);
    assert_int_equal(a->grade, b->grade);
    assert_memory_equal(a->marks, b->marks, sizeof a->marks);
    assert_memory_equal(a->fine, b->fine, sizeof a->fine);
    assert_memory_equal(a->failing, b->failing, sizeof a->failing);
    assert_memory_equal(a->empty, b->empty, sizeof a->empty);
    assert_memory_equal(a->incomplete, b->incomplete, sizeof a->incomplete);
}

static void same_at(const struct audit *a, const struct audit *b, const char *path)
{
    const struct finding *one = audit_at(a, path), *other = audit_at(b, path);

    assert_int_equal(!one, !other);
    if (one)
        same_finding(one, other);
}

static void as_the_whole(struct world *world)
{
    struct audit whole;

    audit_run(&whole, world->config, &world->facts);
    audit_list(&world->audit);
    same_counts(&world->audit, &whole);
    assert_int_equal(world->audit.count, whole.count);
    for (size_t i = 0; i < whole.count; i++) {
        same_finding(&world->audit.list[i], &whole.list[i]);
        same_at(&world->audit, &whole, whole.list[i].path);
    }
    audit_free(&whole);
}

static void count_one(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

static void as_many_differ(struct world *world)
{
    size_t whole = 0;

    config_differences(world->saved, world->config, count_one, &whole);
    assert_int_equal(difference_count(&world->differ, world->saved, world->config), whole);
}

/* ------------------------------------------------ changes by chance */

static struct config_place some_record(struct world *world)
{
    for (;;) {
        size_t i = below(world, SECTIONS_MAX);
        struct table *table = &world->config->tables[i];

        if (table->section && table->count)
            return (struct config_place){ table,
                                          table->records[below(world, (unsigned)table->count)],
                                          NULL };
    }
}

static const struct section *some_list(struct world *world)
{
    for (;;) {
        const struct section *section = world->config->tables[below(world, SECTIONS_MAX)].section;

        if (section && section->list)
            return section;
    }
}

static void some_name(struct world *world, char name[32])
{
    snprintf(name, 32, "%s%u", below(world, 2) ? "hall-" : "x", below(world, 12));
}

/* Few, so that many are used twice; some measured, some not, some old. */
static struct secret *some_secret(struct world *world)
{
    static const char *const texts[] = { "correct horse",           "Printer-2026",
                                         "hallhallhall1",           "kyocera",
                                         "Q7fjdk29dkVndkDKfjqlsmm", "print01corp" };
    const char *text = texts[below(world, 6)];
    time_t made = NOW - (time_t)below(world, 800) * DAY / 2;
    double guesses = below(world, 2) ? -1 : 3.0 + below(world, 20);

    return secret_new(text, strlen(text), below(world, 3) ? TYPED : IMPORTED, made, guesses);
}

static void set(struct world *world)
{
    struct config_place place = some_record(world);
    char text[2048];

    place.setting = &place.table->section
                         ->settings[below(world, (unsigned)setting_count(place.table->section))];
    if (place.setting->type == SECRET) {
        change_hide(&world->journal, world->config, &place,
                    below(world, 4) ? some_secret(world) : NULL, &(struct err){ 0 });
        return;
    }
    if (place.setting == place.table->section->settings && place.table->section->list)
        some_name(world, text);
    else
        random_value(&world->seed, place.setting, text, sizeof text);
    change_set(&world->journal, world->config, &place, text, &(struct err){ 0 });
}

static void add(struct world *world)
{
    const struct section *section = some_list(world);
    const struct table *table = config_table(world->config, section);
    const struct record *like = table->count && below(world, 2)
                                    ? table->records[below(world, (unsigned)table->count)]
                                    : NULL;
    char name[32];

    some_name(world, name);
    change_add(&world->journal, world->config, section, name, like, &(struct err){ 0 });
}

static void take(struct world *world)
{
    struct config_place place = some_record(world);

    change_remove(&world->journal, world->config, &place, &(struct err){ 0 });
}

static void move(struct world *world)
{
    struct config_place place = some_record(world);

    change_move(&world->journal, world->config, &place, below(world, (unsigned)place.table->count),
                &(struct err){ 0 });
}

/* Of something that was found, by its id or there alone; or of nothing; or long over. */
static void waive(struct world *world)
{
    static const char *const days[] = { "2026-11-22", "2026-11-23", "2026-11-24", "2030-01-01" };
    const struct finding *list = audit_list(&world->audit);
    const struct finding *one =
        world->audit.count ? &list[below(world, (unsigned)world->audit.count)] : NULL;
    char finding[2 * PATH_SIZE + 2] = "no.such", name[32];
    struct record *waiver;

    if (one && below(world, 8))
        snprintf(finding, sizeof finding, "%s%s%s", one->id, below(world, 2) ? "@" : "", one->path);
    if (one && !strchr(finding, '@'))
        snprintf(finding, sizeof finding, "%s", one->id);
    waiver = waiver_new(finding, "a reason", "somebody", days[below(world, 4)], NULL);
    some_name(world, name);
    if (waiver)
        change_add(&world->journal, world->config, &waivers_section, name, waiver,
                   &(struct err){ 0 });
    record_free(waiver);
}

static void many(struct world *world)
{
    for (unsigned i = below(world, 40); i > 0; i--)
        (i % 3 ? set : i % 2 ? add : take)(world);
}

static void back(struct world *world)
{
    for (unsigned i = below(world, 6); i > 0; i--)
        change_undo(&world->journal, world->config, NULL);
}

static void again(struct world *world)
{
    for (unsigned i = below(world, 6); i > 0; i--)
        change_redo(&world->journal, world->config, NULL);
}

static void later(struct world *world)
{
    world->facts.now += (time_t)below(world, 3 * DAY) - DAY / 8;
}

static void sealed(struct world *world)
{
    world->notes.vault = below(world, 3) ? VAULT_FINE : VAULT_DAMAGED;
    world->facts.notes = below(world, 3) ? &world->notes : NULL;
    world->facts.unguarded = below(world, 2);
}

/* Another configuration, of which nothing is shared; or the same, read anew. */
static void load(struct world *world)
{
    struct config *config =
        below(world, 2) ? random_config(&world->seed) : config_copy(world->config);

    change_journal_clear(&world->journal);
    config_free(world->config);
    world->config = config;
}

static void save(struct world *world)
{
    config_free(world->saved);
    world->saved = below(world, 4) ? config_copy(world->config) : random_config(&world->seed);
}

static void (*const deeds[])(struct world *world) = {
    set,  set,   set,   set,  set,   set,  add,   add,    add,  take,
    move, waive, waive, back, again, many, later, sealed, load, save,
};

static void follows(uint64_t seed, unsigned steps)
{
    struct world world = { .chance = seed, .seed = (unsigned)seed, .facts = { .now = NOW } };

    world.config = random_config(&world.seed);
    world.saved = config_copy(world.config);
    for (unsigned i = 0; i < steps; i++) {
        deeds[below(&world, sizeof deeds / sizeof *deeds)](&world);
        assert_true(audit_update(&world.audit, world.config, &world.facts, SIZE_MAX));
        as_the_whole(&world);
        as_many_differ(&world);
    }
    audit_free(&world.audit);
    difference_count_free(&world.differ);
    config_free(world.saved);
    change_journal_clear(&world.journal);
    config_free(world.config);
}

static void it_says_what_the_whole_says(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 12; i++)
        follows(CHANCE_SEED + i * 7919, 60);
}

/* ------------------------------------------------ no more than is touched */

/* Of many, the one that is changed, and nothing at all where less is allowed. */
static void it_judges_what_is_touched(void **state)
{
    enum { MANY = 300 };
    struct world world = { .config = config_new(), .facts = { .now = NOW } };
    struct table *table = config_table(world.config, &printers_section);
    struct config_place place = { table, NULL, setting_find(&printers_section, "model") };
    char name[32];

    (void)state;
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "p%d", i);
        assert_true(change_add(&world.journal, world.config, &printers_section, name, NULL,
                               &(struct err){ 0 }));
    }
    assert_false(audit_update(&world.audit, world.config, &world.facts, MANY - 1));
    assert_true(audit_update(&world.audit, world.config, &world.facts, SIZE_MAX));
    for (int i = 0; i < MANY; i += 7) {
        place.record = table->records[i];
        assert_true(
            change_set(&world.journal, world.config, &place, "another", &(struct err){ 0 }));
        assert_false(audit_update(&world.audit, world.config, &world.facts, 0));
        assert_true(audit_update(&world.audit, world.config, &world.facts, 1));
        as_the_whole(&world);
        change_undo(&world.journal, world.config, NULL);
        assert_true(audit_update(&world.audit, world.config, &world.facts, 1));
        change_redo(&world.journal, world.config, NULL);
        assert_true(audit_update(&world.audit, world.config, &world.facts, 1));
        as_the_whole(&world);
    }
    audit_free(&world.audit);
    change_journal_clear(&world.journal);
    config_free(world.config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_the_whole_says),
        cmocka_unit_test(it_judges_what_is_touched),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
