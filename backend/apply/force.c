#include "backend/apply/force.h"

#include "backend/apply/log.h"
#include "backend/apply/unfinished.h"
#include "backend/base/language.h"

static bool apply_force_go_on(const struct force_watch *watch, const char *what, struct err *err)
{
    return !watch || watch->step(watch->data, what) || fail(err, "it was stopped");
}

bool force_take_back(struct plan *plan, struct err *err)
{
    bool back = plan_undo(plan, false, err);

    apply_log(plan, back ? APPLY_LOG_UNDONE : APPLY_LOG_NOT_UNDONE);
    return back;
}

static bool apply_force_back(struct plan *plan, const char *why, struct err *err)
{
    bool back = force_take_back(plan, err);

    return back && fail(err, "%s; the old state is back, and nothing was reloaded", why);
}

bool force_place(struct plan *plan, const struct force_watch *watch, struct err *err)
{
    struct err why;

    if (!apply_force_go_on(watch, tr("Keeping the old files"), err) || !plan_backup(plan, err) ||
        !plan_place(plan, err)) {
        apply_log(plan, APPLY_LOG_FAILED);
        return false;
    }
    return (apply_force_go_on(watch, tr("Checking the new files"), &why) &&
            plan_check(plan, &why)) ||
           apply_force_back(plan, why.text, err);
}

enum force force_undo(struct guard *guard, const char *why, struct err *err)
{
    if (!guard_undo(guard, err))
        return FORCE_FAILED;
    fail(err, "%s; the old state is back", why);
    return FORCE_UNDONE;
}

enum force force_on(struct plan *plan, struct guard *guard, const struct force_watch *watch,
                    struct err *err)
{
    struct err why;

    if (!guard_start(guard, plan, GUARD_SECONDS, err)) {
        force_take_back(plan, NULL);
        return FORCE_FAILED;
    }
    if (apply_force_go_on(watch, tr("Reloading"), &why) && unfinished_reload(plan, &why) &&
        plan_reload(plan, &why) &&
        apply_force_go_on(watch, tr("Checking whether it answers"), &why) &&
        apply_answers(plan, &why))
        return FORCE_ON;
    return force_undo(guard, why.text, err);
}
