/* completion.c - scripts that complete in a shell: they ask "printseal completion words", which
 * candidates.c answers, and put the answer where the shell wants it.
 */
#include <string.h>

#include "screens/manual/candidates.h"
#include "screens/manual/manual.h"

/* What stands before the last "=" or ":" is taken off again. Where nothing is offered, readline
 * completes files, if it may. */
static const char completion_bash[] =
    "# printseal's completion for bash; made by: printseal completion bash\n"
    "_printseal() {\n"
    "    local rest=${COMP_LINE:0:COMP_POINT} words=() i piece cut glue\n"
    "    # The words as they were typed: bash cuts them at \"=\" and \":\".\n"
    "    for ((i = 0; i <= COMP_CWORD; i++)); do\n"
    "        piece=${COMP_WORDS[i]} glue=0\n"
    "        [[ $i -gt 0 && $rest != [[:blank:]]* ]] && glue=1\n"
    "        rest=${rest#\"${rest%%[![:blank:]]*}\"}\n"
    "        [[ $i -lt $COMP_CWORD ]] || piece=$rest\n"
    "        rest=${rest#\"$piece\"}\n"
    "        piece=${piece//[\\\"\\'\\\\]/}\n"
    "        [[ $glue = 0 && ${piece:0:2} = \\~/ ]] && piece=$HOME/${piece:2}\n"
    "        if [[ $glue = 1 ]]; then words[-1]+=$piece; else words+=(\"$piece\"); fi\n"
    "    done\n"
    "    piece=${words[-1]} cut=\n"
    "    [[ $COMP_WORDBREAKS == *=* ]] && cut=${piece%\"${piece##*[=:]}\"}\n"
    "    COMPREPLY=()\n"
    "    while IFS=$'\\t' read -r piece _; do\n"
    "        case $piece in\n"
    "        :files) compopt -o default ;;\n"
    "        :folders) compopt -o dirnames ;;\n"
    "        *) COMPREPLY+=(\"${piece#\"$cut\"}\") ;;\n"
    "        esac\n"
    "    done < <(printseal completion words -- \"${words[@]:1}\" 2> /dev/null)\n"
    "    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=.] ]] && compopt -o nospace\n"
    "    return 0\n"
    "}\n"
    "complete -F _printseal printseal\n";

static const char completion_zsh[] =
    "#compdef printseal\n"
    "# printseal's completion for zsh; made by: printseal completion zsh\n"
    "_printseal() {\n"
    "    local -a typed known open\n"
    "    local line word\n"
    "    typed=(\"${(@Q)words[2,CURRENT-1]}\" \"${(Q)PREFIX}\")\n"
    "    typed=(\"${(@)typed/#\\~\\//$HOME/}\")\n"
    "    for line in \"${(@f)$(printseal completion words -- \"${typed[@]}\" 2> /dev/null)}\"; do\n"
    "        word=${line%%$'\\t'*}\n"
    "        case $word in\n"
    "        '') ;;\n"
    "        :files) compset -P '--*='; _files ;;\n"
    "        :folders) compset -P '--*='; _files -/ ;;\n"
    "        *[=.]) open+=(\"${word//:/\\\\:}:${line#*$'\\t'}\") ;;\n"
    "        *) known+=(\"${word//:/\\\\:}:${line#*$'\\t'}\") ;;\n"
    "        esac\n"
    "    done\n"
    "    ((${#open})) && _describe -t words word open -S ''\n"
    "    ((${#known})) && _describe -t words word known\n"
    "}\n"
    "if [ \"$funcstack[1]\" = _printseal ]; then _printseal \"$@\"; else compdef _printseal "
    "printseal; fi\n";

static const char completion_fish[] =
    "# printseal's completion for fish; made by: printseal completion fish\n"
    "function __printseal_words\n"
    "    set -l words (commandline -opc)\n"
    "    set -l token (commandline -ct)\n"
    "    set -l front (string match -r -- '^--[a-z-]*=' \"$token\")\n"
    "    set -l path (string sub -s (math 1 + (string length -- \"$front\")) -- \"$token\")\n"
    "    for line in (printseal completion words -- $words[2..] \"$token\" 2> /dev/null)\n"
    "        switch $line\n"
    "            case :files\n"
    "                for found in (__fish_complete_path \"$path\")\n"
    "                    echo -- \"$front$found\"\n"
    "                end\n"
    "            case :folders\n"
    "                for found in (__fish_complete_directories \"$path\" '')\n"
    "                    echo -- \"$front$found\"\n"
    "                end\n"
    "            case '*'\n"
    "                echo -- $line\n"
    "        end\n"
    "    end\n"
    "end\n"
    "complete -c printseal -f -a '(__printseal_words)'\n";

enum status completion_main(const struct command *command, const struct context *context, int count,
                            char *const args[])
{
    static const struct shell {
        const char *name, *script;
    } shells[] = { { "bash", completion_bash },
                   { "zsh", completion_zsh },
                   { "fish", completion_fish } };
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (strcmp(arguments.words[0], "words") == 0) {
        candidates_print(context, arguments.words + 1, arguments.count - 1);
        return STATUS_FINE;
    }
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(arguments.words[0], shells[i].name) == 0)
            return fputs(shells[i].script, stdout), STATUS_FINE;
    return session_misuse(command, "completion: \"%s\" is not bash, zsh or fish",
                          arguments.words[0]);
}
