/* watch.h - check --watch: says only what has become worse. */
#ifndef SCREENS_COMMANDS_WATCH_H
#define SCREENS_COMMANDS_WATCH_H

#include "backend/report/report.h"
#include "screens/commands/commands.h"

/* Compares with the check that the file keeps, prints what has become worse, and keeps this one
 * there. A file that is not there yet, or is no check, counts as nothing found before. */
enum status watch(const struct report *report, const char *file);

#endif
