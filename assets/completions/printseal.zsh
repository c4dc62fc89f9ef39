#compdef printseal
# printseal's completion for zsh; made by: printseal completion zsh
_printseal_paths() {
    printseal $folder list 2> /dev/null | sed 's/ = .*//'
}
_printseal() {
    local -a folder known
    local command='' i
    for ((i = 2; i < CURRENT; i++)); do
        case $words[i] in
        -C) folder=(-C $words[i+1]); ((i++)) ;;
        -*) ;;
        *) command=$words[i]; break ;;
        esac
    done
    case $command in
    cert) ((i + 1 < CURRENT)) && command+=" $words[i+1]" ;;
    esac
    case $command in
    '') known=(
        'init:first set-up without questions'
        'check:audit the configuration\: findings, score and grade'
        'explain:what a finding or a setting is about, why it matters, how to fix it'
        'probe:try the connections that are configured, live'
        'discover:look through a network for printers and SNMP devices'
        'report:print one table of many servers, from their check --format json files'
        'list:print every setting that applies, as path = value'
        'get:print one value'
        'set:change settings, all of them in one save or none'
        'add:add a record to a list'
        'remove:remove records from a list'
        'secret:set, generate, show, list, rotate or roll over secrets'
        'strength:say how strong a password is, read from standard input'
        'cert:certificates\: status, issue, renew, requests, imports, clients, revocation'
        'export:write files for other programs and administrators from the configuration'
        'apply:put an export in force on this machine, and back if it does not work'
        'import:take over printers from a CSV file, or an answers file'
        'answers:print the configuration as an answers file for init'
        'history:list the generations that are kept, newest first'
        'diff:print what differs between two generations'
        'rollback:save an earlier generation again, as the newest'
        'unlock:let this machine open a vault that came from another one'
        'passwd:change how the vault opens'
        'completion:print a script that completes commands and paths in a shell'
        'manual:print the manual page'
        )
        _describe command known
        compadd -- -C --wait --read-only --plain --version --help server trust certificates tls ports central smtp scan inbox radius ldap snmp printers rest policy waivers ;;
    init) compadd -- --answers --recovery-file --help $(_printseal_paths) ;;
    check) compadd -- --format --output --probe --watch --help; _files ;;
    explain) compadd -- [ID PATH] --format --help $(_printseal_paths) ;;
    probe) compadd -- --format --failed --timeout --jobs --retry --crl --user --help $(_printseal_paths) ;;
    discover) compadd -- --network --rate --timeout --dry-run --format --help; _files ;;
    report) compadd -- --format --output --help; _files ;;
    list) compadd -- --format --help $(_printseal_paths) ;;
    get) compadd -- --format --help $(_printseal_paths) ;;
    set) compadd -- --help $(_printseal_paths) ;;
    add) compadd -- --help $(_printseal_paths) ;;
    remove) compadd -- --help $(_printseal_paths) ;;
    secret) compadd -- set generate show list rotate rollover --force --format --next --status --test --switch --give-up --help $(_printseal_paths) ;;
    strength) compadd -- --for --format --help; _files ;;
    cert) compadd -- status issue renew deploy rollover export csr import sign-import client revoke examine --help; _files ;;
    cert\ status) compadd -- --format --issued --expiring --help; _files ;;
    cert\ issue) compadd -- --new-ca --format --help; _files ;;
    cert\ renew) compadd -- --force --new-key --no-deploy --format --help; _files ;;
    cert\ deploy) compadd -- --force --help; _files ;;
    cert\ rollover) compadd -- --status --start --switch --back --retire --give-up --force --format --help; _files ;;
    cert\ export) compadd -- --format --output --help; _files ;;
    cert\ csr) compadd -- --format --output --new --drop --help; _files ;;
    cert\ import) compadd -- --password-file --trust --key --dry-run --format --help; _files ;;
    cert\ sign-import) compadd -- --root --dry-run --format --help; _files ;;
    cert\ client) compadd -- --output --password-output --format --help; _files ;;
    cert\ revoke) compadd -- SERIAL NAME --reason --format --help; _files ;;
    cert\ examine) compadd -- --name --at --trust --public-ca --password-file --key --format --help; _files ;;
    export) compadd -- --list --format --output --with-secrets --next --force --upstream --address --bom --separator --templates --help; _files ;;
    apply) compadd -- cups nftables ufw nginx linux-trust --root --confirm --dry-run --upstream --templates --help; _files ;;
    import) compadd -- printers answers --dry-run --help; _files ;;
    answers) compadd -- --output --schema --help; _files ;;
    history) compadd -- --format --help; _files ;;
    diff) compadd -- --live --format --help; _files ;;
    rollback) compadd -- --help; _files ;;
    unlock) compadd -- --help; _files ;;
    passwd) compadd -- --drop-passphrase --recovery --recovery-file --help; _files ;;
    completion) compadd -- bash zsh fish --help; _files ;;
    manual) compadd -- --help; _files ;;
    esac
}
if [ "$funcstack[1]" = _printseal ]; then _printseal "$@"; else compdef _printseal printseal; fi
