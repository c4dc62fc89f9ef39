/* audit_bench.c - microseconds of processor time of a change and what follows it, for a
 * configuration of N printers (default 100000): the audit of what it touches beside one of the
 * whole, the changes themselves, and the number of differences. Nothing is asserted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/audit/audit.h"
#include "backend/base/mem.h"
#include "backend/model/change.h"
#include "backend/model/difference_count.h"
#include "backend/settings/settings.h"
#include "tests/chance.h"

enum { ROUNDS = 299, WHOLE_ROUNDS = 5 };

static uint64_t seed = CHANCE_SEED;
static struct config *config, *saved;
static struct journal journal;
static struct difference_count counted;
static struct audit audit;
static const struct audit_facts facts = { .now = 1795392000 };

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void put(struct record *record, const char *key, const char *text)
{
    if (!record_set(record, setting_find(record->section, key), text, NULL))
        abort();
}

static void fill(struct table *table, size_t count)
{
    char text[64];

    for (size_t i = 0; i < count; i++) {
        struct record *record = record_new(table->section);

        snprintf(text, sizeof text, "p%06zu", i);
        put(record, "name", text);
        snprintf(text, sizeof text, "printer-%06zu.corp.example.com", i);
        put(record, "host", text);
        snprintf(text, sizeof text, "floor %zu, room %zu", i / 100, i % 100);
        put(record, "model", text);
        snprintf(text, sizeof text, "J%08zuqmv7Rxk2dPw9", i);
        record_hide(record, setting_find(table->section, "password"),
                    secret_new(text, strlen(text), GENERATED, 1700000000, 20));
        config_table_insert(table, table->count, record);
    }
}

static struct config_place some(const char *key)
{
    struct table *table = config_table(config, &printers_section);

    return (struct config_place){ table, table->records[chance(&seed, (unsigned)table->count)],
                                  setting_find(table->section, key) };
}

/* ------------------------------------------------ what people do */

static void model(void)
{
    struct config_place place = some("model");
    char text[32];

    snprintf(text, sizeof text, "room %u", chance(&seed, 1000000));
    change_set(&journal, config, &place, text, NULL);
}

static void host(void)
{
    struct config_place place = some("host");
    char text[64];

    snprintf(text, sizeof text, "other-%u.corp.example.com", chance(&seed, 1000000));
    change_set(&journal, config, &place, text, NULL);
}

static void rename_one(void)
{
    struct config_place place = some("name");
    char text[32];

    snprintf(text, sizeof text, "q%u", chance(&seed, 100000000));
    change_set(&journal, config, &place, text, &(struct err){ 0 });
}

static void password(void)
{
    struct config_place place = some("password");
    char text[32];

    snprintf(text, sizeof text, "changed-%u", chance(&seed, 50));
    change_hide(&journal, config, &place, secret_new(text, strlen(text), TYPED, facts.now, 9),
                NULL);
}

static void add(void)
{
    char text[32];

    snprintf(text, sizeof text, "n%u", chance(&seed, 100000000));
    change_add(&journal, config, &printers_section, text, NULL, &(struct err){ 0 });
}

static void take(void)
{
    struct config_place place = some("name");

    place.setting = NULL;
    change_remove(&journal, config, &place, NULL);
}

static void undo(void)
{
    change_undo(&journal, config, NULL);
}

static void setting(void)
{
    struct config_place place;

    config_find(config, "tls.https_port", &place, NULL);
    change_set(&journal, config, &place, chance(&seed, 2) ? "8090" : "8443", NULL);
}

/* ------------------------------------------------ how long */

static int compare(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

static void tell(const char *what, double times[], size_t count)
{
    qsort(times, count, sizeof *times, compare);
    printf("  %-22s median %10.1f us   p99 %10.1f us   most %10.1f us\n", what, times[count / 2],
           times[count * 99 / 100], times[count - 1]);
}

static void measure(const char *what, void (*change)(void))
{
    double changed[ROUNDS], judged[ROUNDS], differ[ROUNDS];

    for (size_t i = 0; i < ROUNDS; i++) {
        double start = now();

        change();
        changed[i] = now() - start;
        start = now();
        audit_update(&audit, config, &facts, SIZE_MAX);
        judged[i] = now() - start;
        start = now();
        difference_count(&counted, saved, config);
        differ[i] = now() - start;
    }
    printf("%s\n", what);
    tell("the change", changed, ROUNDS);
    tell("the audit", judged, ROUNDS);
    tell("counting differences", differ, ROUNDS);
}

static void measure_whole(void)
{
    double times[WHOLE_ROUNDS];

    for (size_t i = 0; i < WHOLE_ROUNDS; i++) {
        double start = now();

        audit_free(&audit);
        audit_run(&audit, config, &facts);
        times[i] = now() - start;
    }
    printf("the whole\n");
    tell("the audit", times, WHOLE_ROUNDS);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *what;
        void (*change)(void);
    } changes[] = { { "a model", model },       { "a host", host },
                    { "a password", password }, { "a name", rename_one },
                    { "a printer added", add }, { "a printer removed", take },
                    { "undone", undo },         { "a setting of a topic", setting } };

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!secret_start(NULL))
        return 1;
    config = config_new();
    fill(config_table(config, &printers_section), argc > 1 ? strtoul(argv[1], NULL, 10) : 100000);
    saved = config_copy(config);
    measure_whole();
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        measure(changes[i].what, changes[i].change);
    audit_free(&audit);
    difference_count_free(&counted);
    change_journal_clear(&journal);
    config_free(saved);
    config_free(config);
    return 0;
}
