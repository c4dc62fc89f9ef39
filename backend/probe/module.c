#include "backend/late/probe.h"

const struct late_probe late_probe_functions = { .work = probe_work };
