/* discover.c - libexec/printseal/discover: asks the name server what is there. */
#include "backend/child/program.h"
#include "backend/discover/dns/lookup_work.h"
#include "backend/discover/dns/work.h"

static const struct program_work works[] = {
    { .name = "ask",
      .run = discover_work,
      .prepare = discover_prepare,
      .network = true,
      .memory = 8 << 20 },
    { .name = "look",
      .run = lookup_work,
      .prepare = lookup_prepare,
      .network = true,
      .memory = 64 << 20 }, /* a KiB for each of five names of each of 4096 addresses */
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
