#include "backend/audit/rules.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"

/* ------------------------------------------------ over the whole configuration */

/* What ports_twice() hands on to tell_twice(). */
struct twice {
    struct inquiry *inquiry;
    const struct check *check;
    size_t count;
};

static void report_twice(void *data, const struct record *port, const struct record *first)
{
    struct twice *twice = data;
    struct table *table = config_table(twice->inquiry->bench.config, port->section);
    struct verdict verdict = { 0 };

    twice->count++;
    judge_report(&verdict, WARN, "one rule for one port",
                 "%s has opened the same port already, so closing one of the two closes nothing.",
                 record_name(first));
    audit_report(twice->inquiry->audit, twice->check, &(struct config_place){ table, port, NULL },
                 &verdict);
}

static void find_twice(struct inquiry *inquiry, const struct check *check)
{
    struct twice twice = { inquiry, check, 0 };
    struct table *table = config_table(inquiry->bench.config, &ports_section);

    ports_twice(inquiry->bench.config, report_twice, &twice);
    if (!twice.count)
        audit_report(inquiry->audit, check, &(struct config_place){ .table = table },
                     &(struct verdict){ .level = PASS });
}

/* Two services of this server that would wait on one port. */
struct collision {
    struct inquiry *inquiry;
    const struct check *check;
    struct port_need seen[8];
    size_t count;
};

static void rules_collide(void *data, const struct port_need *need)
{
    struct collision *collision = data;
    struct verdict verdict = { 0 };
    struct config_place place;

    if (!need->in || !need->active)
        return;
    for (size_t i = 0; i < collision->count; i++) {
        const struct port_need *other = &collision->seen[i];

        if (other->number != need->number || other->tcp != need->tcp ||
            strcmp(other->section, need->section) == 0 ||
            !config_find(collision->inquiry->bench.config, need->path, &place, NULL))
            continue;
        judge_report(&verdict, FAIL, "another port",
                     "%s has port %ld already, so one of the two would not start.", other->path,
                     need->number);
        audit_report(collision->inquiry->audit, collision->check, &place, &verdict);
        return;
    }
    if (collision->count < sizeof collision->seen / sizeof *collision->seen)
        collision->seen[collision->count++] = *need;
}

static void find_collision(struct inquiry *inquiry, const struct check *check)
{
    struct collision collision = { .inquiry = inquiry, .check = check };

    ports_needed(inquiry->bench.config, rules_collide, &collision);
}

/* ------------------------------------------------ over the files */

static void find_sealed(struct inquiry *inquiry, const struct check *check)
{
    const struct notes *notes = inquiry->facts->notes;
    struct verdict verdict = { .level = PASS };

    if (!notes || notes->closed)
        return;
    if (notes->vault != VAULT_FINE)
        judge_report(&verdict, FAIL, "a vault that opens",
                     "The secrets cannot be read, so none of them was judged: %.200s.",
                     notes->vault_err.text);
    audit_report_file(inquiry->audit, check, "secrets.vault", &verdict);
}

static void find_damaged(struct inquiry *inquiry, const struct check *check)
{
    const struct notes *notes = inquiry->facts->notes;
    struct verdict verdict = { .level = PASS };

    if (!notes)
        return;
    if (*notes->damaged)
        judge_report(&verdict, FAIL, "files as they were saved",
                     "Changed outside of this program since they were saved: %.240s.",
                     notes->damaged);
    audit_report_file(inquiry->audit, check, "MANIFEST", &verdict);
}

/* "may be read by other users": what a file's mode, or its owner, lets others do. */
static const char *rules_exposure(const struct mode_problem *problem)
{
    if (problem->foreign)
        return tr("belongs to another user");
    if (problem->is & 0022)
        return tr("can be changed by other users");
    return tr("can be read by other users");
}

static void rules_expose(const struct mode_problem *problem, struct verdict *verdict)
{
    char want[32] = "chown root";

    if (!problem->foreign)
        snprintf(want, sizeof want, "chmod %04o", (unsigned)problem->should);
    if (problem->above)
        judge_report(verdict, FAIL, want,
                     "%s %s of this machine, who could put another folder in the place of the "
                     "configuration's. Run %s on it.",
                     problem->path, rules_exposure(problem), want);
    else
        judge_report(verdict, FAIL, want, "%s %s of this machine. Run %s on it.",
                     strcmp(problem->path, ".") == 0 ? tr("The configuration's folder")
                                                     : problem->path,
                     rules_exposure(problem), want);
}

/* Said only of what is open: how many files there are says nothing about the configuration. */
static void find_exposed(struct inquiry *inquiry, const struct check *check)
{
    const struct notes *notes = inquiry->facts->notes;

    for (size_t i = 0; notes && i < notes->modes.count && i < MODES_MAX; i++) {
        const struct mode_problem *problem = &notes->modes.list[i];
        struct verdict verdict = { .level = PASS };

        rules_expose(problem, &verdict);
        audit_report_file(inquiry->audit, check, problem->path, &verdict);
    }
}

/* ------------------------------------------------ over this machine */

/* Said only if something is missing: it is no check of the configuration. */
static void find_unguarded(struct inquiry *inquiry, const struct check *check)
{
    unsigned missing = inquiry->facts->unguarded;
    bool calls = missing & SANDBOX_CALLS, paths = missing & SANDBOX_PATHS;
    struct verdict verdict = { .level = PASS };

    if (!missing)
        return;
    judge_report(&verdict, WARN, "a kernel with seccomp filters and Landlock",
                 "What reads files and replies of others runs with less protection: this kernel "
                 "has no %s%s%s.",
                 calls ? tr("seccomp filters") : "", calls && paths ? tr(" and no ") : "",
                 paths ? tr("Landlock") : "");
    audit_report_file(inquiry->audit, check, "sandbox", &verdict);
}

static void find_cut_off(struct inquiry *inquiry, const struct check *check)
{
    const char *target = inquiry->facts->cut_off;
    struct verdict verdict = { .level = PASS };
    char want[64];

    if (!target)
        return;
    snprintf(want, sizeof want, "\"printseal apply %s\"", target);
    judge_report(&verdict, WARN, want,
                 "Putting %s in force on this machine was cut off: files may be half old and half "
                 "new, and nobody confirmed them.",
                 target);
    audit_report_file(inquiry->audit, check, target, &verdict);
}

/* ------------------------------------------------ over secrets */

static void rules_judge_secret(struct inquiry *inquiry, const struct member *member)
{
    const struct record *record = member->judged->record;
    const struct config_place place = { config_table(inquiry->bench.config, record->section),
                                        record, member->setting };

    for (const struct secret_rule *rule = hidden_rules; rule->check.id; rule++) {
        struct verdict verdict = { 0 };

        rule->judge(inquiry, member, record_hidden(record, member->setting), &verdict);
        audit_report(inquiry->audit, &rule->check, &place, &verdict);
    }
}

void rules_judge_secrets(struct inquiry *inquiry, const struct judged *judged)
{
    for (size_t i = 0; i < judged->secrets_count; i++)
        rules_judge_secret(inquiry, &judged->secrets[i]);
}

/* ------------------------------------------------ all of them */

static const struct section *const rules_ports[] = { &ports_section, NULL };

/* run NULL: judged with each record. looks_at NULL: it looks at no settings. */
static const struct rule_row {
    struct check check;
    void (*run)(struct inquiry *inquiry, const struct check *check);
    const struct section *const *looks_at;
} rule_rows[] = {
    { { .id = "cleartext-password",
        .source = "PS Connection security; RFC 9325 3.2",
        .weight = 3,
        .clear = true },
      NULL,
      NULL },
    { { .id = "duplicate-port", .source = "PS Connection security: Ports" },
      find_twice,
      rules_ports },
    { { .id = "port-used-twice", .source = "MyQ Network communication architecture" },
      find_collision,
      ports_looked_at },
    { { .id = "secrets-unreadable", .source = "printseal", .weight = 3 }, find_sealed, NULL },
    { { .id = "files-damaged", .source = "printseal", .weight = 3 }, find_damaged, NULL },
    { { .id = "files-exposed", .source = "printseal", .weight = 3 }, find_exposed, NULL },
    { { .id = "sandbox", .source = "seccomp(2), landlock(7)" }, find_unguarded, NULL },
    { { .id = "apply-cut-off", .source = "printseal", .weight = 2 }, find_cut_off, NULL },
};
enum { RULES_CLEAR, RULES_ROWS = sizeof rule_rows / sizeof *rule_rows };

const struct check *rules_check(size_t i)
{
    return i < RULES_ROWS ? &rule_rows[i].check : NULL;
}

void rules_judge_clear(struct inquiry *inquiry, const struct config_place *place)
{
    struct verdict verdict = { 0 };

    clear_judge(place->record, &verdict);
    audit_report(inquiry->audit, &rule_rows[RULES_CLEAR].check, place, &verdict);
}

bool rules_touched(const struct ledger *ledger)
{
    for (size_t i = 0; i < RULES_ROWS; i++)
        if (ledger_touches(ledger, rule_rows[i].looks_at, false))
            return true;
    return false;
}

static void rules_run_rows(struct inquiry *inquiry, bool settings)
{
    for (size_t i = 0; i < RULES_ROWS; i++)
        if (rule_rows[i].run && settings == (rule_rows[i].looks_at != NULL))
            rule_rows[i].run(inquiry, &rule_rows[i].check);
}

void rules_run(struct inquiry *inquiry)
{
    rules_run_rows(inquiry, true);
}

void rules_run_beside(struct inquiry *inquiry)
{
    rules_run_rows(inquiry, false);
    expiry_judge(inquiry);
}
