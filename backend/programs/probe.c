/* probe.c - libexec/printseal/probe: one live test of one connection; networks looked through. */
#include "backend/child/program.h"
#include "backend/discover/network/scan.h"
#include "backend/probe/work.h"

static const struct program_work works[] = {
    { .name = "test",
      .run = probe_work,
      .prepare = probe_prepare,
      .warm = probe_warm,
      .network = true,
      .memory = 20 << 20 }, /* a test needs 4, and then comes what the other end sends */
    { .name = "network",
      .run = scan_work,
      .prepare = scan_prepare,
      .network = true,
      .memory = 128 << 20 }, /* 500 handshakes at a time, and what they found */
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
