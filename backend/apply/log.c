#include "backend/apply/log.h"

static void apply_log_line(const struct store *store, const struct applying *applying,
                           const char *root, const char *how)
{
    store_log(store, "apply %s%s%s: %s", applying->target, *root ? " below " : "", root, how);
}

void apply_log(const struct plan *plan, const char *how)
{
    const char *backup = plan->backup ? plan->backup : "";
    AUTO_FREE char *text = format("%s%s%s", how, *backup ? "; old files in " : "", backup);

    if (plan->store)
        apply_log_line(plan->store, plan->applying, plan->root, text);
}

void apply_log_cut_off(const struct store *store, const struct applying *applying, const char *root,
                       bool undone)
{
    apply_log_line(store, applying, root,
                   undone ? "cut off before, now " APPLY_LOG_UNDONE
                          : "cut off before, and not undone");
}
