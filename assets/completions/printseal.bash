# printseal's completion for bash; made by: printseal completion bash
_printseal() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() i piece cut glue
    # The words as they were typed: bash cuts them at "=" and ":".
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]} glue=0
        [[ $i -gt 0 && $rest != [[:blank:]]* ]] && glue=1
        rest=${rest#"${rest%%[![:blank:]]*}"}
        [[ $i -lt $COMP_CWORD ]] || piece=$rest
        rest=${rest#"$piece"}
        piece=${piece//[\"\'\\]/}
        [[ $glue = 0 && ${piece:0:2} = \~/ ]] && piece=$HOME/${piece:2}
        if [[ $glue = 1 ]]; then words[-1]+=$piece; else words+=("$piece"); fi
    done
    piece=${words[-1]} cut=
    [[ $COMP_WORDBREAKS == *=* ]] && cut=${piece%"${piece##*[=:]}"}
    COMPREPLY=()
    while IFS=$'\t' read -r piece _; do
        case $piece in
        :files) compopt -o default ;;
        :folders) compopt -o dirnames ;;
        *) COMPREPLY+=("${piece#"$cut"}") ;;
        esac
    done < <(printseal completion words -- "${words[@]:1}" 2> /dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=.] ]] && compopt -o nospace
    return 0
}
complete -F _printseal printseal
