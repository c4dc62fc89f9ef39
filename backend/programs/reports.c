/* reports.c - libexec/printseal/reports: reports that somebody else wrote, read again. */
#include "backend/child/program.h"
#include "backend/report/fleet.h"
#include "backend/report/folder.h"
#include "backend/report/saved.h"

static const struct program_work works[] = {
    { .name = "tests", .run = saved_tests_work, .prepare = saved_open },
    { .name = "earlier", .run = saved_earlier_work, .prepare = saved_open },
    { .name = "folder", .run = fleet_work, .prepare = folder_open },
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
