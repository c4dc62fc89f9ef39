/* candidates_kinds.c - what the words in capitals of a command's arguments and options stand for.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/explain.h"
#include "backend/certificates/certify.h"
#include "backend/export/target.h"
#include "screens/manual/candidates.h"
#include "screens/manual/manual.h"

static void candidates_ids(struct candidates *candidates)
{
    explain_each(candidates_id, candidates);
}

static void candidates_sections(struct candidates *candidates)
{
    for (size_t i = 0; sections[i]; i++)
        candidates_offer(candidates, sections[i]->key, sections[i]->title);
}

static void candidates_targets(struct candidates *candidates)
{
    for (size_t i = 0; targets[i].name; i++)
        candidates_offer(candidates, targets[i].name, targets[i].what);
}

static void candidates_generations(struct candidates *candidates)
{
    AUTO_FREE struct generation *list = NULL;
    size_t count = 0;
    struct err err;
    char text[24];

    if (!candidates_config(candidates) ||
        !store_history(candidates->session.store, &list, &count, &err))
        return;
    for (size_t i = 0; i < count; i++) {
        snprintf(text, sizeof text, "%u", list[i].number);
        candidates_offer(candidates, text, list[i].what);
    }
}

/* Serial numbers, and the first name of each, of what may be revoked. */
static void candidates_issued(struct candidates *candidates)
{
    struct issued issued = { 0 };
    struct err err;
    char name[256];

    if (!candidates_config(candidates) || !certify_issued(candidates->session.store, &issued, &err))
        return;
    for (size_t i = 0; i < issued.count; i++) {
        const struct issued_entry *entry = &issued.list[i];

        if (entry->revoked || strcmp(entry->kind, "root") == 0)
            continue;
        candidates_offer(candidates, entry->serial, entry->names);
        snprintf(name, sizeof name, "%.*s", (int)strcspn(entry->names, ","), entry->names);
        candidates_offer(candidates, name, entry->kind);
    }
    issued_free(&issued);
}

static void candidates_commands(struct candidates *candidates)
{
    const struct command *family = candidates->first ? command_find(candidates->first) : NULL;
    const struct command *list = candidates->first ? family ? family->below : NULL : commands;

    for (; list && list->name; list++) {
        const char *blank = strchr(list->name, ' ');

        candidates_offer(candidates, blank ? blank + 1 : list->name, list->summary);
    }
}

static void candidates_page(void *data, const char *name, const char *what)
{
    candidates_offer(data, name, what);
}

static void candidates_pages(struct candidates *candidates)
{
    manual_each(candidates_page, candidates);
}

/* These the shell completes itself. */
static void candidates_files(struct candidates *candidates)
{
    (void)candidates;
    puts(":files");
}

static void candidates_folders(struct candidates *candidates)
{
    (void)candidates;
    puts(":folders");
}

static const struct {
    const char *word;
    void (*offer)(struct candidates *candidates);
} candidates_words[] = {
    { "FILE", candidates_files },       { "FOLDER", candidates_folders },
    { "DIR", candidates_folders },      { "PATH", candidates_paths },
    { "PREFIX", candidates_paths },     { "PATH=VALUE", candidates_assignments },
    { "KEY=VALUE", candidates_keys },   { "LIST.NAME", candidates_lists },
    { "ID", candidates_ids },           { "TARGET", candidates_targets },
    { "A", candidates_generations },    { "B", candidates_generations },
    { "N", candidates_generations },    { "SERIAL", candidates_issued },
    { "COMMAND", candidates_commands }, { "TOPIC", candidates_sections },
    { "MEMBER", candidates_commands },  { "PAGE", candidates_pages },
};

/* A number of tests (--jobs N) is none of a generation. */
static void candidates_one(struct candidates *candidates, const char *word)
{
    bool jobs = strcmp(word, "N") == 0 && strcmp(candidates->command->name, "rollback") != 0;

    if (islower((unsigned char)*word)) {
        candidates_offer(candidates, word, "");
        return;
    }
    for (size_t i = 0; i < sizeof candidates_words / sizeof *candidates_words; i++)
        if (!jobs && strcmp(candidates_words[i].word, word) == 0)
            candidates_words[i].offer(candidates);
}

void candidates_kind(struct candidates *candidates, const char *kind, size_t size)
{
    char word[64];

    for (size_t at = 0; at < size;) {
        size_t length = strcspn(kind + at, "|");

        length = length > size - at ? size - at : length;
        snprintf(word, sizeof word, "%.*s", (int)length, kind + at);
        candidates_one(candidates, word);
        at += length + 1;
    }
}
