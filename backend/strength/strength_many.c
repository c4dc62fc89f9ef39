#include "backend/strength/strength_many.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

#include "backend/secret/secret.h"

enum {
    MANY_STEP = 32, /* texts that a thread takes at once */
    MANY_THREADS = 64
};

struct many {
    const char *const *texts;
    double *guesses;
    size_t count;
    const struct words *words;
    atomic_size_t next; /* the first that nobody has taken */
};

static void many_measure(const struct many *many, size_t from, size_t end)
{
    struct strength strength;

    for (size_t i = from; i < end; i++) {
        strength_measure(many->texts[i], &attack_rows[0], many->words, &strength);
        many->guesses[i] = strength.guesses_log10;
    }
    wipe(&strength, sizeof strength);
}

static void *many_work(void *data)
{
    struct many *many = data;
    size_t from;

    while ((from = atomic_fetch_add(&many->next, MANY_STEP)) < many->count)
        many_measure(many, from, many->count - from < MANY_STEP ? many->count : from + MANY_STEP);
    return NULL;
}

/* Beside the one that is there already. */
static size_t many_helpers(size_t count)
{
    cpu_set_t processors;
    size_t most = count / MANY_STEP, there = 1;

    if (sched_getaffinity(0, sizeof processors, &processors) == 0)
        there = (size_t)CPU_COUNT(&processors);
    most = most < there ? most : there;
    return most > MANY_THREADS ? MANY_THREADS : most > 1 ? most - 1 : 0;
}

/* Signals stay the caller's thread's. Without helpers it measures alone. */
void strength_many(const char *const texts[], double guesses[], size_t count,
                   const struct words *words)
{
    struct many many = { .texts = texts, .guesses = guesses, .count = count, .words = words };
    size_t wanted = many_helpers(count), started = 0;
    pthread_t helpers[MANY_THREADS];
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (started < wanted && pthread_create(&helpers[started], NULL, many_work, &many) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    many_work(&many);
    while (started)
        pthread_join(helpers[--started], NULL);
}
