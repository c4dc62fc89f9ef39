/* strength.c - how strong a password is, and against whom; read from standard input. */
#include "backend/strength/strength.h"
#include "backend/base/language.h"

#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include <jansson.h>

#include "backend/audit/password.h"
#include "backend/base/file.h"
#include "backend/settings/settings.h"
#include "screens/commands/commands.h"
#include "screens/session/prompt.h"
#include "screens/session/session.h"

static const char *const verdicts[] = {
    [UNASKED] = "pass", [PASS] = "pass", [WARN] = "warn", [FAIL] = "fail"
};

/* For programs: zxcvbn's kinds, and the list that a word is in. */
static const struct {
    const char *kind, *list;
} tokens[] = {
    [DICTIONARY] = { "dictionary", "words" },
    [COMMON] = { "dictionary", "leaked" },
    [USER_WORD] = { "dictionary", "names" },
    [SEQUENCE] = { "sequence", NULL },
    [REPEAT] = { "repeat", NULL },
    [KEYBOARD] = { "keyboard", NULL },
    [DATE] = { "date", NULL },
    [BRUTE] = { "bruteforce", NULL },
};

/* The password at path: "snmp.floor2.auth_password", or, since all records of a list are attacked
 * alike, "snmp.auth_password". */
static const struct setting *password_at(const char *path, struct err *err)
{
    char section[PATH_SIZE];
    const char *key = strrchr(path, '.');

    snprintf(section, sizeof section, "%.*s", (int)strcspn(path, "."), path);
    const struct section *found = section_find(section);
    const struct setting *setting = found && key ? setting_find(found, key + 1) : NULL;
    if (!setting)
        return fail(err, "there is no setting %s", path), NULL;
    if (!setting->attack)
        return fail(err, "%s is not a password", path), NULL;
    return setting;
}

/* The names and the policy of this configuration, if there is one; a password can be judged
 * without. *lacks: there is one, and they could not be read. */
static struct words *names_here(const struct context *context, struct policy *policy, bool *lacks)
{
    AUTO_FREE char *folder = store_folder(context->folder);
    struct session session = { 0 };
    struct words *words = words_new();
    struct err err;

    const struct config *config =
        session_open(&session, context, READ, &err) ? session.config : NULL;
    words_of_attackers(config, words_add, words);
    *policy = password_policy(config);
    if (!config && (session.store ? store_exists(session.store) : file_exists(AT_FDCWD, folder))) {
        session_note("judged without the names of this configuration: %s", err.text);
        *lacks = !file_denied(AT_FDCWD, folder);
    }
    session_close(&session);
    return words;
}

static json_t *json_part(const struct part *part)
{
    json_t *object =
        json_pack("{s:I, s:I, s:s, s:b}", "at", (json_int_t)part->at, "length",
                  (json_int_t)part->length, "kind", tokens[part->kind].kind, "text_shown", 0);

    if (tokens[part->kind].list)
        json_object_set_new(object, "list", json_string(tokens[part->kind].list));
    return object;
}

static void commands_strength_print_json(const struct strength *strength,
                                         const struct attack *attack)
{
    json_t *matches = json_array();

    for (size_t i = 0; i < strength->count; i++)
        json_array_append_new(matches, json_part(&strength->parts[i]));
    json_t *object = json_pack(
        "{s:i, s:i, s:f, s:f, s:I, s:s, s:f, s:s, s:o, s:s}", "version", 1, "score",
        strength->score, "guesses_log10", strength->guesses_log10, "bits",
        strength->guesses_log10 / log10(2), "length", (json_int_t)strength->length, "attack",
        attack->name, "seconds", fmin(strength->seconds, DBL_MAX), /* JSON has no infinity */
        "verdict", verdicts[strength->level], "matches", matches, "advice", strength->advice);
    json_dumpf(object, stdout, JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(object);
}

static void commands_strength_print_text(const struct strength *strength,
                                         const struct attack *attack)
{
    static const char *const words[] = {
        [UNASKED] = "strong", [PASS] = "strong", [WARN] = "could be stronger", [FAIL] = "weak"
    };
    char time[64];

    strength_time(strength->seconds, time, sizeof time);
    printf(tr("%s (%zu characters); time to guess %s: %s\n"), tr(words[strength->level]),
           strength->length, tr(attack->who), time);
    for (size_t i = 0; i < strength->count; i++)
        printf(tr("  bytes %zu to %zu: %s\n"), strength->parts[i].at + 1,
               strength->parts[i].at + strength->parts[i].length,
               tr(strength_kind_name(strength->parts[i].kind)));
    if (*strength->advice)
        printf("%s\n", strength->advice);
}

/* What `secret set` would refuse is no password there, however hard it is to guess. */
static void commands_strength_unfit(const struct setting *setting, const struct typed *typed,
                                    struct strength *strength)
{
    struct err why;

    if (!setting || setting_fits(setting, typed->text, typed->size, &why))
        return;
    strength->level = FAIL;
    snprintf(strength->advice, sizeof strength->advice,
             tr("It cannot be set there: the secret %s."), why.text);
}

/* Reads it, judges it and forgets it. */
static enum status commands_strength_judge(const struct context *context,
                                           const struct setting *setting, struct strength *strength,
                                           bool *lacks, struct err *err)
{
    struct policy policy;
    struct typed typed;
    enum status status = prompt_secret(tr("Password"), false, &typed, err);

    if (status == STATUS_FINE && strlen(typed.text) != typed.size) {
        fail(err, "a password has no zero byte");
        status = STATUS_USAGE;
    }
    if (status == STATUS_FINE) {
        struct words *words = names_here(context, &policy, lacks);

        password_measure(&policy, setting, &attack_rows[0], words, typed.text, strength);
        words_free(words);
        commands_strength_unfit(setting, &typed, strength);
    }
    wipe(&typed, sizeof typed);
    return status;
}

enum status command_strength(const struct command *command, const struct context *context,
                             int count, char *const args[])
{
    struct arguments arguments;
    struct strength strength;
    bool lacks = false;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const char *path = arguments_option(&arguments, "--for");
    const struct setting *setting = path ? password_at(path, &err) : NULL;
    enum status status = path && !setting
                             ? STATUS_USAGE
                             : commands_strength_judge(context, setting, &strength, &lacks, &err);
    if (status != STATUS_FINE)
        return session_complain(status, &err);
    const struct attack *attack =
        setting ? attack_find(setting->attack) : &attack_rows[0]; /* the fastest */
    (arguments_json(&arguments) ? commands_strength_print_json
                                : commands_strength_print_text)(&strength, attack);
    return session_status(strength.level == FAIL ? STATUS_FINDINGS : STATUS_FINE, lacks);
}
