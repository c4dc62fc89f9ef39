/* help.c - how a command is used, or what explain knows of a topic, a setting or a finding. */
#include <string.h>

#include "backend/audit/explain.h"
#include "backend/model/schema.h"
#include "screens/commands/commands.h"

/* A section, a path, or the id of a finding: explain takes it, and says what is wrong with a path.
 */
static bool help_explains(const char *word)
{
    struct explained explained;

    return section_find(word) || strchr(word, '.') || explain_find(word, &explained);
}

static enum status help_named(const struct context *context, const char *first, const char *second)
{
    char name[64], explain[] = "explain", *args[] = { explain, (char *)first, NULL };

    snprintf(name, sizeof name, "%s%s%s", first, second ? " " : "", second ? second : "");
    const struct command *family = command_find(first), *command = command_find(name);
    if (command)
        return usage_help_of(command, stdout), STATUS_FINE;
    if (!second && help_explains(first))
        return command_explain(command_find(explain), context, 2, args);
    return command_unknown(family && family->below ? family->below : commands,
                           family && family->below ? name : first);
}

enum status command_help(const struct command *command, const struct context *context, int count,
                         char *const args[])
{
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (!arguments.count)
        return command_usage(stdout), STATUS_FINE;
    return help_named(context, arguments.words[0], arguments.words[1]);
}
