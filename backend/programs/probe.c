/* probe.c - libexec/printseal/probe: one live test of one connection. */
#include "backend/child/program.h"
#include "backend/probe/work.h"

static const struct program_work works[] = {
    { .name = "test",
      .run = probe_work,
      .prepare = probe_prepare,
      .warm = probe_warm,
      .network = true,
      .memory = 20 << 20 }, /* a test needs 4, and then comes what the other end sends */
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
