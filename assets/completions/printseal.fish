# printseal's completion for fish; made by: printseal completion fish
complete -c printseal -s C -r -d 'the folder of the configuration'
complete -c printseal -l read-only -d 'show everything, change nothing'
complete -c printseal -l wait -x -d 'seconds to wait for another writer'
complete -c printseal -l plain -d 'ask line by line'
complete -c printseal -f -n __fish_use_subcommand -a ' server trust certificates tls ports central smtp scan inbox radius ldap snmp printers rest policy waivers' -d topic
complete -c printseal -f -n __fish_use_subcommand -a init -d 'first set-up without questions'
complete -c printseal -n '__fish_seen_subcommand_from init' -l answers -rF
complete -c printseal -n '__fish_seen_subcommand_from init' -l recovery-file -rF
complete -c printseal -f -n '__fish_seen_subcommand_from init' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a check -d 'audit the configuration: findings, score and grade'
complete -c printseal -n '__fish_seen_subcommand_from check' -l format -xa ' text json sarif html nagios prometheus'
complete -c printseal -n '__fish_seen_subcommand_from check' -l output -rF
complete -c printseal -n '__fish_seen_subcommand_from check' -l probe -rF
complete -c printseal -n '__fish_seen_subcommand_from check' -l watch -rF
complete -c printseal -f -n __fish_use_subcommand -a explain -d 'what a finding or a setting is about, why it matters, how to fix it'
complete -c printseal -n '__fish_seen_subcommand_from explain' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from explain' -a ' [ID PATH]'
complete -c printseal -f -n '__fish_seen_subcommand_from explain' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a probe -d 'try the connections that are configured, live'
complete -c printseal -n '__fish_seen_subcommand_from probe' -l format -xa ' text json jsonl'
complete -c printseal -n '__fish_seen_subcommand_from probe' -l failed
complete -c printseal -n '__fish_seen_subcommand_from probe' -l timeout -rF
complete -c printseal -n '__fish_seen_subcommand_from probe' -l jobs -rF
complete -c printseal -n '__fish_seen_subcommand_from probe' -l retry -rF
complete -c printseal -n '__fish_seen_subcommand_from probe' -l crl
complete -c printseal -n '__fish_seen_subcommand_from probe' -l user -rF
complete -c printseal -f -n '__fish_seen_subcommand_from probe' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a discover -d 'look through a network for printers and SNMP devices'
complete -c printseal -n '__fish_seen_subcommand_from discover' -l network -rF
complete -c printseal -n '__fish_seen_subcommand_from discover' -l rate -rF
complete -c printseal -n '__fish_seen_subcommand_from discover' -l timeout -rF
complete -c printseal -n '__fish_seen_subcommand_from discover' -l dry-run
complete -c printseal -n '__fish_seen_subcommand_from discover' -l format -xa ' text json csv'
complete -c printseal -f -n __fish_use_subcommand -a report -d 'print one table of many servers, from their check --format json files'
complete -c printseal -n '__fish_seen_subcommand_from report' -l format -xa ' text json csv html'
complete -c printseal -n '__fish_seen_subcommand_from report' -l output -rF
complete -c printseal -f -n __fish_use_subcommand -a list -d 'print every setting that applies, as path = value'
complete -c printseal -n '__fish_seen_subcommand_from list' -l format -xa ' text json'
complete -c printseal -f -n '__fish_seen_subcommand_from list' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a get -d 'print one value'
complete -c printseal -n '__fish_seen_subcommand_from get' -l format -xa ' text json'
complete -c printseal -f -n '__fish_seen_subcommand_from get' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a set -d 'change settings, all of them in one save or none'
complete -c printseal -f -n '__fish_seen_subcommand_from set' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a add -d 'add a record to a list'
complete -c printseal -f -n '__fish_seen_subcommand_from add' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a remove -d 'remove records from a list'
complete -c printseal -f -n '__fish_seen_subcommand_from remove' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a secret -d 'set, generate, show, list, rotate or roll over secrets'
complete -c printseal -n '__fish_seen_subcommand_from secret' -l force
complete -c printseal -n '__fish_seen_subcommand_from secret' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from secret' -l next
complete -c printseal -n '__fish_seen_subcommand_from secret' -l status
complete -c printseal -n '__fish_seen_subcommand_from secret' -l test
complete -c printseal -n '__fish_seen_subcommand_from secret' -l switch
complete -c printseal -n '__fish_seen_subcommand_from secret' -l give-up
complete -c printseal -n '__fish_seen_subcommand_from secret' -a ' set generate show list rotate rollover'
complete -c printseal -f -n '__fish_seen_subcommand_from secret' -a '(printseal list 2> /dev/null | string replace -r " = .*" "")'
complete -c printseal -f -n __fish_use_subcommand -a strength -d 'say how strong a password is, read from standard input'
complete -c printseal -n '__fish_seen_subcommand_from strength' -l for -rF
complete -c printseal -n '__fish_seen_subcommand_from strength' -l format -xa ' text json'
complete -c printseal -f -n __fish_use_subcommand -a cert -d 'certificates: status, issue, renew, requests, imports, clients, revocation'
complete -c printseal -n '__fish_seen_subcommand_from cert' -a ' status issue renew deploy rollover export csr import sign-import client revoke examine'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from status' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from status' -l issued
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from status' -l expiring -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from issue' -l new-ca
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from issue' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from renew' -l force
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from renew' -l new-key
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from renew' -l no-deploy
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from renew' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from deploy' -l force
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l status
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l start
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l switch
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l back
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l retire
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l give-up
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l force
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from rollover' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from export' -l format -xa ' pem der p7b chain crl crl-der json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from export' -l output -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from csr' -l format -xa ' pem der json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from csr' -l output -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from csr' -l new
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from csr' -l drop
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from import' -l password-file -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from import' -l trust -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from import' -l key -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from import' -l dry-run
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from import' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from sign-import' -l root -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from sign-import' -l dry-run
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from sign-import' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from client' -l output -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from client' -l password-output -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from client' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from revoke' -l reason -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from revoke' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from examine' -l name -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from examine' -l at -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from examine' -l trust -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from examine' -l public-ca
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from examine' -l password-file -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from examine' -l key -rF
complete -c printseal -n '__fish_seen_subcommand_from cert; and __fish_seen_subcommand_from examine' -l format -xa ' text json'
complete -c printseal -f -n __fish_use_subcommand -a export -d 'write files for other programs and administrators from the configuration'
complete -c printseal -n '__fish_seen_subcommand_from export' -l list
complete -c printseal -n '__fish_seen_subcommand_from export' -l format -xa ' text json'
complete -c printseal -n '__fish_seen_subcommand_from export' -l output -rF
complete -c printseal -n '__fish_seen_subcommand_from export' -l with-secrets
complete -c printseal -n '__fish_seen_subcommand_from export' -l next
complete -c printseal -n '__fish_seen_subcommand_from export' -l force
complete -c printseal -n '__fish_seen_subcommand_from export' -l upstream -rF
complete -c printseal -n '__fish_seen_subcommand_from export' -l address -rF
complete -c printseal -n '__fish_seen_subcommand_from export' -l bom
complete -c printseal -n '__fish_seen_subcommand_from export' -l separator -xa ' comma semicolon tab'
complete -c printseal -n '__fish_seen_subcommand_from export' -l templates -rF
complete -c printseal -f -n __fish_use_subcommand -a apply -d 'put an export in force on this machine, and back if it does not work'
complete -c printseal -n '__fish_seen_subcommand_from apply' -l root -rF
complete -c printseal -n '__fish_seen_subcommand_from apply' -l confirm
complete -c printseal -n '__fish_seen_subcommand_from apply' -l dry-run
complete -c printseal -n '__fish_seen_subcommand_from apply' -l upstream -rF
complete -c printseal -n '__fish_seen_subcommand_from apply' -l templates -rF
complete -c printseal -n '__fish_seen_subcommand_from apply' -a ' cups nftables ufw nginx linux-trust'
complete -c printseal -f -n __fish_use_subcommand -a import -d 'take over printers from a CSV file, or an answers file'
complete -c printseal -n '__fish_seen_subcommand_from import' -l dry-run
complete -c printseal -n '__fish_seen_subcommand_from import' -a ' printers answers'
complete -c printseal -f -n __fish_use_subcommand -a answers -d 'print the configuration as an answers file for init'
complete -c printseal -n '__fish_seen_subcommand_from answers' -l output -rF
complete -c printseal -n '__fish_seen_subcommand_from answers' -l schema
complete -c printseal -f -n __fish_use_subcommand -a history -d 'list the generations that are kept, newest first'
complete -c printseal -n '__fish_seen_subcommand_from history' -l format -xa ' text json'
complete -c printseal -f -n __fish_use_subcommand -a diff -d 'print what differs between two generations'
complete -c printseal -n '__fish_seen_subcommand_from diff' -l live
complete -c printseal -n '__fish_seen_subcommand_from diff' -l format -xa ' text json'
complete -c printseal -f -n __fish_use_subcommand -a rollback -d 'save an earlier generation again, as the newest'
complete -c printseal -f -n __fish_use_subcommand -a unlock -d 'let this machine open a vault that came from another one'
complete -c printseal -f -n __fish_use_subcommand -a passwd -d 'change how the vault opens'
complete -c printseal -n '__fish_seen_subcommand_from passwd' -l drop-passphrase
complete -c printseal -n '__fish_seen_subcommand_from passwd' -l recovery
complete -c printseal -n '__fish_seen_subcommand_from passwd' -l recovery-file -rF
complete -c printseal -f -n __fish_use_subcommand -a completion -d 'print a script that completes commands and paths in a shell'
complete -c printseal -n '__fish_seen_subcommand_from completion' -a ' bash zsh fish'
complete -c printseal -f -n __fish_use_subcommand -a manual -d 'print the manual page'
