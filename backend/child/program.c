#include "backend/child/program.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/child/hand.h"
#include "backend/child/locate.h"
#include "backend/child/pattern_order.h"
#include "backend/child/sandbox.h"
#include "backend/child/spawn.h"

static const struct program_work *program_find(const struct program_work works[], const char *name)
{
    while (works->name && strcmp(works->name, name) != 0)
        works++;
    return works->name ? works : NULL;
}

/* What is read of a job takes some ten times its size: a list of trusted certificates above all. */
static struct sandbox program_sandbox(const struct program_work *row, size_t size)
{
    enum { TIMES = 12 };

    return (struct sandbox){ .network = row->network,
                             .parts = SANDBOX_ALL & ~row->without,
                             .memory = row->memory ? row->memory + TIMES * size : 0 };
}

static int program_do(const struct program_work *row, const void *job, size_t size)
{
    const struct sandbox sandbox = program_sandbox(row, size);
    struct err err;

    if (row->prepare && row->prepare(job, size, SPAWN_OUT) != 0)
        return 1;
    if (sandbox_enter(&sandbox, &err))
        return row->run(job, size, SPAWN_OUT) ? 1 : 0;
    worker_report(SPAWN_OUT, "fail %s", err.text);
    return 1;
}

/* From here on no other process of the same user can look into this one: only now comes what it is
 * not to see. Then it tells its version: a job comes only to who has told it. */
static void program_greet(void)
{
    prctl(PR_SET_DUMPABLE, 0);
    if (!worker_report(SPAWN_OUT, "%s", HAND_GREETING))
        _exit(1);
}

/* The catalogue is mapped with the first text, and that is here, for a sandbox opens no files. */
static void program_language(void)
{
    char folder[LOCATE_PATH];

    if (!language_asked())
        return;
    locate_locales(true, folder);
    language_start(folder);
    tr("yes");
}

_Noreturn void program_main(const struct program_work works[])
{
    char name[HAND_NAME];
    void *job;
    size_t size;

    signal(SIGPIPE, SIG_IGN);
    program_language();
    mallopt(M_ARENA_MAX, 1); /* a second thread reserves none of what sandbox.c limits */
    program_greet();
    bool taken = hand_take(SPAWN_JOB, name, &job, &size);
    if (taken && strcmp(name, PATTERN_WORK) == 0) {
        pattern_serve(works, job, size);
        program_greet();
        taken = hand_take(SPAWN_JOB, name, &job, &size);
    }
    if (!taken) {
        dprintf(STDERR_FILENO,
                "this is a part of printseal %s, which starts it; there is nothing "
                "to do by hand\n",
                PRINTSEAL_VERSION);
        _exit(2);
    }
    const struct program_work *row = program_find(works, name);
    dup2(STDOUT_FILENO, SPAWN_JOB);
    if (row)
        _exit(program_do(row, job, size));
    worker_report(SPAWN_OUT, "fail \"%s\" is not a job of this program", name);
    _exit(1);
}
