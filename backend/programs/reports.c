/* reports.c - libexec/printseal/reports: what somebody else wrote, read: reports, answers,
 * lists of devices. */
#include "backend/child/program.h"
#include "backend/intake/intake_inside.h"
#include "backend/report/fleet.h"
#include "backend/report/folder.h"
#include "backend/report/saved.h"
#include "backend/setup/answers_json.h"

static const struct program_work works[] = {
    { .name = "tests", .run = saved_tests_work, .prepare = saved_open },
    { .name = "earlier", .run = saved_earlier_work, .prepare = saved_open },
    { .name = "folder", .run = fleet_work, .prepare = folder_open },
    { .name = "answers", .run = answers_json_work },
    { .name = "intake", .run = intake_work, .memory = (size_t)1 << 30 },
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
