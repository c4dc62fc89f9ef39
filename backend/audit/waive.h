/* waive.h - findings that somebody has accepted. */
#ifndef BACKEND_AUDIT_WAIVE_H
#define BACKEND_AUDIT_WAIVE_H

#include "backend/audit/audit.h"

/* Marks every finding that a waiver names and that has not expired, and checks the waivers
 * themselves: one that has expired, or that names no finding, is a warning. today is "2026-11-23".
 */
void waive(struct audit *audit, const struct config *config, const char *today);

/* The checks of waivers themselves, one after the other; NULL at the end. */
const struct check *waive_check(size_t i);

#endif
