#compdef printseal
# printseal's completion for zsh; made by: printseal completion zsh
_printseal() {
    local -a typed known open
    local line word
    typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
    typed=("${(@)typed/#\~\//$HOME/}")
    for line in "${(@f)$(printseal completion words -- "${typed[@]}" 2> /dev/null)}"; do
        word=${line%%$'\t'*}
        case $word in
        '') ;;
        :files) compset -P '--*='; _files ;;
        :folders) compset -P '--*='; _files -/ ;;
        *[=.]) open+=("${word//:/\\:}:${line#*$'\t'}") ;;
        *) known+=("${word//:/\\:}:${line#*$'\t'}") ;;
        esac
    done
    ((${#open})) && _describe -t words word open -S ''
    ((${#known})) && _describe -t words word known
}
if [ "$funcstack[1]" = _printseal ]; then _printseal "$@"; else compdef _printseal printseal; fi
