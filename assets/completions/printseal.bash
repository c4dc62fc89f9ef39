# printseal's completion for bash; made by: printseal completion bash
_printseal_take() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}
_printseal_paths() {
    printseal "${folder[@]}" list 2> /dev/null | sed 's/ = .*//'
}
_printseal() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command='' folder=() i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        -C) folder=(-C "${COMP_WORDS[++i]}") ;;
        -*) ;;
        *) command=${COMP_WORDS[i]} && break ;;
        esac
    done
    COMPREPLY=()
    case $command in
    cert) [ $((i + 1)) -lt "$COMP_CWORD" ] && command+=" ${COMP_WORDS[i + 1]}" ;;
    esac
    case $command:$before in
    :-C) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    :*) _printseal_take "-C --wait --read-only --plain --version --help init check explain probe discover report list get set add remove secret strength cert export apply import answers history diff rollback unlock passwd completion manual server trust certificates tls ports central smtp scan inbox radius ldap snmp printers rest policy waivers" ;;
    init:--answers) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    init:--recovery-file) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    init:*) _printseal_take " --answers --recovery-file --help $(_printseal_paths)" ;;
    check:--format) _printseal_take " text json sarif html nagios prometheus" ;;
    check:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    check:--probe) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    check:--watch) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    check:*) _printseal_take " --format --output --probe --watch --help" ;;
    explain:--format) _printseal_take " text json" ;;
    explain:*) _printseal_take " [ID PATH] --format --help $(_printseal_paths)" ;;
    probe:--format) _printseal_take " text json jsonl" ;;
    probe:--timeout) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    probe:--jobs) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    probe:--retry) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    probe:--user) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    probe:*) _printseal_take " --format --failed --timeout --jobs --retry --crl --user --help $(_printseal_paths)" ;;
    discover:--network) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    discover:--rate) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    discover:--timeout) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    discover:--format) _printseal_take " text json csv" ;;
    discover:*) _printseal_take " --network --rate --timeout --dry-run --format --help" ;;
    report:--format) _printseal_take " text json csv html" ;;
    report:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    report:*) _printseal_take " --format --output --help" ;;
    list:--format) _printseal_take " text json" ;;
    list:*) _printseal_take " --format --help $(_printseal_paths)" ;;
    get:--format) _printseal_take " text json" ;;
    get:*) _printseal_take " --format --help $(_printseal_paths)" ;;
    set:*) _printseal_take " --help $(_printseal_paths)" ;;
    add:*) _printseal_take " --help $(_printseal_paths)" ;;
    remove:*) _printseal_take " --help $(_printseal_paths)" ;;
    secret:--format) _printseal_take " text json" ;;
    secret:*) _printseal_take " set generate show list rotate rollover --force --format --next --status --test --switch --give-up --help $(_printseal_paths)" ;;
    strength:--for) _printseal_take "$(_printseal_paths)" ;;
    strength:--format) _printseal_take " text json" ;;
    strength:*) _printseal_take " --for --format --help" ;;
    cert:*) _printseal_take " status issue renew deploy rollover export csr import sign-import client revoke examine --help" ;;
    cert\ status:--format) _printseal_take " text json" ;;
    cert\ status:--expiring) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ status:*) _printseal_take " --format --issued --expiring --help" ;;
    cert\ issue:--format) _printseal_take " text json" ;;
    cert\ issue:*) _printseal_take " --new-ca --format --help" ;;
    cert\ renew:--format) _printseal_take " text json" ;;
    cert\ renew:*) _printseal_take " --force --new-key --no-deploy --format --help" ;;
    cert\ deploy:*) _printseal_take " --force --help" ;;
    cert\ rollover:--format) _printseal_take " text json" ;;
    cert\ rollover:*) _printseal_take " --status --start --switch --back --retire --give-up --force --format --help" ;;
    cert\ export:--format) _printseal_take " pem der p7b chain crl crl-der json" ;;
    cert\ export:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ export:*) _printseal_take " --format --output --help" ;;
    cert\ csr:--format) _printseal_take " pem der json" ;;
    cert\ csr:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ csr:*) _printseal_take " --format --output --new --drop --help" ;;
    cert\ import:--password-file) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ import:--trust) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ import:--key) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ import:--format) _printseal_take " text json" ;;
    cert\ import:*) _printseal_take " --password-file --trust --key --dry-run --format --help" ;;
    cert\ sign-import:--root) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ sign-import:--format) _printseal_take " text json" ;;
    cert\ sign-import:*) _printseal_take " --root --dry-run --format --help" ;;
    cert\ client:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ client:--password-output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ client:--format) _printseal_take " text json" ;;
    cert\ client:*) _printseal_take " --output --password-output --format --help" ;;
    cert\ revoke:--reason) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ revoke:--format) _printseal_take " text json" ;;
    cert\ revoke:*) _printseal_take " SERIAL NAME --reason --format --help" ;;
    cert\ examine:--name) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ examine:--at) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ examine:--trust) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ examine:--password-file) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ examine:--key) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    cert\ examine:--format) _printseal_take " text json" ;;
    cert\ examine:*) _printseal_take " --name --at --trust --public-ca --password-file --key --format --help" ;;
    export:--format) _printseal_take " text json" ;;
    export:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    export:--upstream) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    export:--address) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    export:--separator) _printseal_take " comma semicolon tab" ;;
    export:--templates) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    export:*) _printseal_take " --list --format --output --with-secrets --next --force --upstream --address --bom --separator --templates --help" ;;
    apply:--root) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    apply:--upstream) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    apply:--templates) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    apply:*) _printseal_take " cups nftables ufw nginx linux-trust --root --confirm --dry-run --upstream --templates --help" ;;
    import:*) _printseal_take " printers answers --dry-run --help" ;;
    answers:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    answers:*) _printseal_take " --output --schema --help" ;;
    history:--format) _printseal_take " text json" ;;
    history:*) _printseal_take " --format --help" ;;
    diff:--format) _printseal_take " text json" ;;
    diff:*) _printseal_take " --live --format --help" ;;
    rollback:*) _printseal_take " --help" ;;
    unlock:*) _printseal_take " --help" ;;
    passwd:--recovery-file) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    passwd:*) _printseal_take " --drop-passphrase --recovery --recovery-file --help" ;;
    completion:*) _printseal_take " bash zsh fish --help" ;;
    manual:*) _printseal_take " --help" ;;
    esac
    if [ ${#COMPREPLY[@]} -eq 0 ] && [ -n "$command" ]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _printseal printseal
