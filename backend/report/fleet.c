#include "backend/report/fleet.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/report/folder.h"
#include "backend/report/saved.h"

/* ------------------------------------------------ in the child */

static bool is_count(const json_t *object, const char *key)
{
    const json_t *number = json_object_get(object, key);

    return json_is_integer(number) && json_integer_value(number) >= 0;
}

static bool has_shape(const json_t *root)
{
    const json_t *counts = json_object_get(root, "counts");
    const char *grade = saved_text(root, "grade");

    return strlen(grade) == 1 && strchr("ABCDF", *grade) && is_count(counts, "fail") &&
           is_count(counts, "warn") && json_is_number(json_object_get(root, "score")) &&
           json_is_array(json_object_get(root, "findings"));
}

/* Numbers first, then the one text that may be empty or hold anything. */
static void report_host(int out, const json_t *root)
{
    const json_t *counts = json_object_get(root, "counts");
    const json_t *certificate = json_object_get(root, "certificate");

    worker_report(
        out, "host %s %.1f %ld %ld %ld %ld %s", saved_text(root, "grade"),
        json_number_value(json_object_get(root, "score")), saved_number(counts, "fail", 0),
        saved_number(counts, "warn", 0), saved_number(root, "generation", 0),
        saved_number(certificate, "days_left", FLEET_NO_CERTIFICATE), saved_text(root, "host"));
    worker_report(out, "time %s", saved_text(root, "time"));
}

/* text: the bytes of the file, or why it could not be read. */
static void report_file(int out, const char *name, const struct buf *text, bool read)
{
    struct err err = { "" };
    json_t *root = read ? saved_parse(name, text, &err) : NULL;

    if (!read)
        fail(&err, "%s", text->text);

    worker_report(out, "file %s", name);
    if (root && has_shape(root))
        report_host(out, root);
    else
        worker_report(out, "broken %s",
                      root ? tr("is not a report of printseal check --format json") : err.text);
    json_decref(root);
}

int fleet_work(const void *job, size_t size, int out)
{
    AUTO_BUF struct buf text = { 0 };
    char name[FOLDER_NAME];
    bool read;

    (void)job;
    (void)size;
    while (folder_next(name, &text, &read))
        report_file(out, name, &text, read);
    return 0;
}

/* ------------------------------------------------ what it says */

static void receive_broken(struct fleet *fleet, const char *file, const char *why)
{
    size_t named = strlen(file);

    fleet->broken =
        grow(fleet->broken, fleet->broken_count, &fleet->broken_room, sizeof *fleet->broken);
    if (strncmp(why, file, named) == 0 && why[named] == ':')
        why += named + 1; /* it is told beside it */
    fleet->broken[fleet->broken_count++] =
        (struct fleet_broken){ file, pool_keep(&fleet->texts, why + (*why == ' ')) };
}

static void receive_host(struct fleet *fleet, const char *file, const char *line)
{
    AUTO_FREE char *words = copy(line);
    char *at = words;
    struct fleet_host host = { .file = file, .time = "", .grade = *saved_word(&at) };

    host.score = strtod(saved_word(&at), NULL);
    host.fail = strtol(saved_word(&at), NULL, 10);
    host.warn = strtol(saved_word(&at), NULL, 10);
    host.generation = strtol(saved_word(&at), NULL, 10);
    host.days = strtol(saved_word(&at), NULL, 10);
    host.name = *at ? pool_keep(&fleet->texts, at) : file;
    if (!strchr("ABCDF", host.grade))
        host.grade = 'F'; /* a child that was taken over */
    fleet->hosts = grow(fleet->hosts, fleet->count, &fleet->room, sizeof *fleet->hosts);
    fleet->hosts[fleet->count++] = host;
}

struct receiving {
    struct fleet *fleet;
    const char *file;
};

static void fleet_take_file(struct receiving *receiving, const char *rest)
{
    receiving->file = pool_keep(&receiving->fleet->texts, rest);
}

static void take_host(struct receiving *receiving, const char *rest)
{
    receive_host(receiving->fleet, receiving->file, rest);
}

static void take_time(struct receiving *receiving, const char *rest)
{
    struct fleet *fleet = receiving->fleet;

    if (fleet->count)
        fleet->hosts[fleet->count - 1].time = pool_keep(&fleet->texts, rest);
}

static void take_broken(struct receiving *receiving, const char *rest)
{
    receive_broken(receiving->fleet, receiving->file, rest);
}

static void fleet_receive(void *data, const char *line)
{
    static const struct {
        const char *word;
        void (*take)(struct receiving *receiving, const char *rest);
    } rows[] = { { "file ", fleet_take_file },
                 { "host ", take_host },
                 { "time ", take_time },
                 { "broken ", take_broken } };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = strlen(rows[i].word);

        if (strncmp(line, rows[i].word, size) == 0)
            rows[i].take(data, line + size);
    }
}

/* ------------------------------------------------ order */

static int more_first(long a, long b)
{
    return (a < b) - (a > b);
}

static int worst_first(const void *a, const void *b)
{
    const struct fleet_host *one = a, *two = b;
    const int order[] = { more_first(one->grade, two->grade), more_first(one->fail, two->fail),
                          more_first(one->warn, two->warn),   more_first(two->days, one->days),
                          strcmp(one->name, two->name),       strcmp(one->file, two->file) };
    size_t at = 0;

    while (at < sizeof order / sizeof *order - 1 && !order[at])
        at++;
    return order[at];
}

static int by_file(const void *a, const void *b)
{
    return strcmp(((const struct fleet_broken *)a)->file, ((const struct fleet_broken *)b)->file);
}

bool fleet_read(const char *folder, struct fleet *fleet, struct err *err)
{
    struct receiving receiving = { .fleet = fleet, .file = "?" };

    *fleet = (struct fleet){ 0 };
    if (!saved_run("folder", folder, &(struct listener){ fleet_receive, &receiving }, err)) {
        fleet_free(fleet);
        return false;
    }
    if (fleet->count)
        qsort(fleet->hosts, fleet->count, sizeof *fleet->hosts, worst_first);
    if (fleet->broken_count)
        qsort(fleet->broken, fleet->broken_count, sizeof *fleet->broken, by_file);
    return true;
}

void fleet_free(struct fleet *fleet)
{
    pool_free(&fleet->texts);
    free(fleet->hosts);
    free(fleet->broken);
    *fleet = (struct fleet){ 0 };
}
