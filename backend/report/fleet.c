#include "backend/report/fleet.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "backend/report/saved.h"
#include "backend/utf8.h"

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
static void say_host(int out, const json_t *root)
{
    const json_t *counts = json_object_get(root, "counts");
    const json_t *certificate = json_object_get(root, "certificate");

    worker_say(out, "host %s %.1f %ld %ld %ld %ld %s", saved_text(root, "grade"),
               json_number_value(json_object_get(root, "score")), saved_number(counts, "fail", 0),
               saved_number(counts, "warn", 0), saved_number(root, "generation", 0),
               saved_number(certificate, "days_left", FLEET_NO_CERTIFICATE),
               saved_text(root, "host"));
    worker_say(out, "time %s", saved_text(root, "time"));
}

static void say_file(int out, int dir, const char *name)
{
    struct err err = { "" };
    json_t *root = saved_load(dir, name, &err);

    worker_say(out, "file %s", name);
    if (root && has_shape(root))
        say_host(out, root);
    else
        worker_say(out, "broken %s",
                   root ? "is no report of printseal check --format json" : err.text);
    json_decref(root);
}

static bool is_report(const char *name)
{
    const char *dot = strrchr(name, '.');

    return name[0] != '.' && dot && strcmp(dot, ".json") == 0;
}

static int work_folder(const void *job, size_t size, int out)
{
    DIR *folder = opendir(job);

    (void)size;
    if (!folder) {
        worker_say(out, "fail %s: cannot be read as a folder: %s", (const char *)job,
                   strerror(errno));
        return 1;
    }
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (is_report(entry->d_name))
            say_file(out, dirfd(folder), entry->d_name);
    closedir(folder);
    return 0;
}

/* ------------------------------------------------ what it says */

static void hear_broken(struct fleet *fleet, const char *file, const char *why)
{
    size_t named = strlen(file);

    fleet->broken =
        grow(fleet->broken, fleet->broken_count, &fleet->broken_room, sizeof *fleet->broken);
    if (strncmp(why, file, named) == 0 && why[named] == ':')
        why += named + 1; /* it is told beside it */
    fleet->broken[fleet->broken_count++] =
        (struct fleet_broken){ file, pool_keep(&fleet->texts, why + (*why == ' ')) };
}

static void hear_host(struct fleet *fleet, const char *file, const char *line)
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

struct hearing {
    struct fleet *fleet;
    const char *file;
};

static void take_file(struct hearing *hearing, const char *rest)
{
    hearing->file = pool_keep(&hearing->fleet->texts, rest);
}

static void take_host(struct hearing *hearing, const char *rest)
{
    hear_host(hearing->fleet, hearing->file, rest);
}

static void take_time(struct hearing *hearing, const char *rest)
{
    struct fleet *fleet = hearing->fleet;

    if (fleet->count)
        fleet->hosts[fleet->count - 1].time = pool_keep(&fleet->texts, rest);
}

static void take_broken(struct hearing *hearing, const char *rest)
{
    hear_broken(hearing->fleet, hearing->file, rest);
}

static void hear(void *data, const char *line)
{
    static const struct {
        const char *word;
        void (*take)(struct hearing *hearing, const char *rest);
    } rows[] = { { "file ", take_file },
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
    struct hearing hearing = { .fleet = fleet, .file = "?" };

    *fleet = (struct fleet){ 0 };
    struct worker *worker = worker_run(work_folder, folder, strlen(folder) + 1, SAVED_SECONDS,
                                       &(struct listener){ hear, &hearing }, err);
    if (!worker) {
        fleet_free(fleet);
        return false;
    }
    worker_end(worker);
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
