/* completion.c - scripts that complete commands, options and paths: from the table and the schema.
 *
 * Paths come from `printseal list` at the time somebody presses Tab.
 */
#include <string.h>

#include "backend/model/schema.h"
#include "screens/commands/commands.h"

/* "--format=text|json" or, as an argument, "set|generate [PATH]": the words between the bars, with
 * a space before each. */
static void completion_print_choices(const char *words)
{
    size_t size = strcspn(words, " ");

    if (!memchr(words, '|', size))
        return;
    for (size_t at = 0; at < size;) {
        size_t length = strcspn(words + at, "| ");

        printf(" %.*s", (int)length, words + at);
        at += length + 1;
    }
}

static void print_options(const struct command *command)
{
    for (size_t i = 0; command->options && command->options[i]; i++)
        printf(" %.*s", (int)strcspn(command->options[i], "="), command->options[i]);
    fputs(" --help", stdout);
}

/* The members of a family, by their second words. */
static void print_members(const struct command *family)
{
    for (const struct command *c = family->below; c && c->name; c++)
        printf(" %s", strchr(c->name, ' ') + 1);
}

/* For bash and zsh: behind the first word of a family, the second belongs to the command. */
static void print_families(const char *there, const char *second)
{
    puts("    case $command in");
    for (const struct command *c = commands; c->name; c++)
        if (c->below)
            printf("    %s) %s && command+=\" %s\" ;;\n", c->name, there, second);
    puts("    esac");
}

/* In a pattern of the shell, the space of "cert status" is escaped. */
static void print_pattern(const struct command *command)
{
    int size = (int)strcspn(command->name, " ");

    printf("    %.*s%s%s", size, command->name, command->name[size] ? "\\" : "",
           command->name + size);
}

static void print_sections(void)
{
    for (size_t i = 0; sections[i]; i++)
        printf(" %s", sections[i]->key);
}

/* ------------------------------------------------ bash */

/* What may follow an option that takes a value. */
static void bash_value(const struct command *command, const char *option)
{
    const char *value = strchr(option, '=');

    if (!value)
        return;
    print_pattern(command);
    printf(":%.*s)", (int)(value - option), option);
    if (strchr(value, '|')) {
        fputs(" _printseal_take \"", stdout);
        completion_print_choices(value + 1);
        puts("\" ;;");
    } else if (strcmp(value, "=PATH") == 0)
        puts(" _printseal_take \"$(_printseal_paths)\" ;;");
    else
        puts(" mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;");
}

static void bash_command(const struct command *command)
{
    for (size_t i = 0; command->options && command->options[i]; i++)
        bash_value(command, command->options[i]);
    print_pattern(command);
    fputs(":*) _printseal_take \"", stdout);
    print_members(command);
    completion_print_choices(command->below ? "" : command->arguments);
    print_options(command);
    printf("%s\" ;;\n", command->paths ? " $(_printseal_paths)" : "");
    for (const struct command *c = command->below; c && c->name; c++)
        bash_command(c);
}

static void bash(void)
{
    puts("# printseal's completion for bash; made by: printseal completion bash\n"
         "_printseal_take() {\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\")\n"
         "}\n"
         "_printseal_paths() {\n"
         "    printseal \"${folder[@]}\" list 2> /dev/null | sed 's/ = .*//'\n"
         "}\n"
         "_printseal() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "    local command='' folder=() i\n"
         "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "        case ${COMP_WORDS[i]} in\n"
         "        -C) folder=(-C \"${COMP_WORDS[++i]}\") ;;\n"
         "        -*) ;;\n"
         "        *) command=${COMP_WORDS[i]} && break ;;\n"
         "        esac\n"
         "    done\n"
         "    COMPREPLY=()");
    print_families("[ $((i + 1)) -lt \"$COMP_CWORD\" ]", "${COMP_WORDS[i + 1]}");
    puts("    case $command:$before in\n"
         "    :-C) mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;");
    fputs("    :*) _printseal_take \"-C --wait --read-only --plain --version --help", stdout);
    for (const struct command *c = commands; c->name; c++)
        printf(" %s", c->name);
    print_sections();
    puts("\" ;;");
    for (const struct command *c = commands; c->name; c++)
        bash_command(c);
    puts("    esac\n"
         "    if [ ${#COMPREPLY[@]} -eq 0 ] && [ -n \"$command\" ]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
         "    fi\n"
         "}\n"
         "complete -F _printseal printseal");
}

/* ------------------------------------------------ zsh */

/* Inside single quotes; what follows a colon is a description there. */
static void print_quoted(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (*text == ':')
            fputs("\\:", stdout);
        else
            putchar(*text);
    }
}

static void zsh_command(const struct command *command)
{
    print_pattern(command);
    fputs(") compadd --", stdout);
    print_members(command);
    completion_print_choices(command->below ? "" : command->arguments);
    print_options(command);
    puts(command->paths ? " $(_printseal_paths) ;;" : "; _files ;;");
    for (const struct command *c = command->below; c && c->name; c++)
        zsh_command(c);
}

static void zsh(void)
{
    puts("#compdef printseal\n"
         "# printseal's completion for zsh; made by: printseal completion zsh\n"
         "_printseal_paths() {\n"
         "    printseal $folder list 2> /dev/null | sed 's/ = .*//'\n"
         "}\n"
         "_printseal() {\n"
         "    local -a folder known\n"
         "    local command='' i\n"
         "    for ((i = 2; i < CURRENT; i++)); do\n"
         "        case $words[i] in\n"
         "        -C) folder=(-C $words[i+1]); ((i++)) ;;\n"
         "        -*) ;;\n"
         "        *) command=$words[i]; break ;;\n"
         "        esac\n"
         "    done");
    print_families("((i + 1 < CURRENT))", "$words[i+1]");
    puts("    case $command in\n"
         "    '') known=(");
    for (const struct command *c = commands; c->name; c++) {
        printf("        '%s:", c->name);
        print_quoted(c->summary);
        puts("'");
    }
    fputs("        )\n        _describe command known\n        compadd -- -C --wait --read-only "
          "--plain "
          "--version --help",
          stdout);
    print_sections();
    puts(" ;;");
    for (const struct command *c = commands; c->name; c++)
        zsh_command(c);
    puts("    esac\n"
         "}\n"
         "if [ \"$funcstack[1]\" = _printseal ]; then _printseal \"$@\"; else compdef _printseal "
         "printseal; fi");
}

/* ------------------------------------------------ fish */

static void fish_option(const struct command *command, const char *option)
{
    size_t size = strcspn(option, "=");
    int at = (int)strcspn(command->name, " ");

    printf("complete -c printseal -n '__fish_seen_subcommand_from %.*s", at, command->name);
    if (command->name[at])
        printf("; and __fish_seen_subcommand_from %s", command->name + at + 1);
    printf("' -l %.*s", (int)size - 2, option + 2);
    if (strchr(option, '|')) {
        fputs(" -xa '", stdout);
        completion_print_choices(option + size + 1);
        putchar('\'');
    } else if (option[size])
        fputs(" -rF", stdout);
    putchar('\n');
}

/* What may follow the command: the words of its argument, its members, paths. */
static void fish_words(const struct command *command)
{
    if (command->below || strchr(command->arguments, '|')) {
        printf("complete -c printseal -n '__fish_seen_subcommand_from %s' -a '", command->name);
        print_members(command);
        completion_print_choices(command->below ? "" : command->arguments);
        puts("'");
    }
    if (command->paths)
        printf("complete -c printseal -f -n '__fish_seen_subcommand_from %s' -a "
               "'(printseal list 2> /dev/null | string replace -r \" = .*\" \"\")'\n",
               command->name);
}

static void fish_command(const struct command *command)
{
    printf("complete -c printseal -f -n __fish_use_subcommand -a %s -d '%s'\n", command->name,
           command->summary);
    for (size_t i = 0; command->options && command->options[i]; i++)
        fish_option(command, command->options[i]);
    fish_words(command);
    for (const struct command *c = command->below; c && c->name; c++)
        for (size_t i = 0; c->options && c->options[i]; i++)
            fish_option(c, c->options[i]);
}

static void fish(void)
{
    puts("# printseal's completion for fish; made by: printseal completion fish\n"
         "complete -c printseal -s C -r -d 'the folder of the configuration'\n"
         "complete -c printseal -l read-only -d 'show everything, change nothing'\n"
         "complete -c printseal -l wait -x -d 'seconds to wait for another writer'\n"
         "complete -c printseal -l plain -d 'ask line by line'");
    fputs("complete -c printseal -f -n __fish_use_subcommand -a '", stdout);
    print_sections();
    puts("' -d topic");
    for (const struct command *c = commands; c->name; c++)
        fish_command(c);
}

/* ------------------------------------------------ the command */

enum status command_completion(const struct command *command, const struct context *context,
                               int count, char *const args[])
{
    static const struct shell {
        const char *name;
        void (*print)(void);
    } shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };
    struct arguments arguments;

    (void)context;
    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(arguments.words[0], shells[i].name) == 0)
            return shells[i].print(), STATUS_FINE;
    return session_misuse(command, "completion: \"%s\" is none of bash, zsh, fish",
                          arguments.words[0]);
}
