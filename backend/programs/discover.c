/* discover.c - libexec/printseal/discover: asks the name server what is there. */
#include "backend/child/program.h"
#include "backend/discover/dns/work.h"

static const struct program_work works[] = {
    { .name = "ask",
      .run = discover_work,
      .prepare = discover_prepare,
      .network = true,
      .memory = 8 << 20 },
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
