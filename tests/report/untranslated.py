#!/usr/bin/env python3
"""Commands in a language that nobody speaks (assets/po/pseudo.py): a text of the catalogue that they print as it stands
in the sources was not translated where it is printed.

    untranslated.py PROGRAM FOLDER     PROGRAM has that catalogue beside it; FOLDER is empty
"""
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "screens"))
import languages  # noqa: E402

COMMANDS = """
check
init server.fqdn=print01.corp.example.com certificates.key_type=p256 --recovery-file RECOVERY
set tls.http_enabled=true smtp.enabled=true smtp.host=192.0.2.25 smtp.security=none smtp.user=x@corp.example.com
set smtp.hst=a
set foo.bar=1
set smtp.port=70000
add radius.hq host=127.0.0.1 port=9
add radius.hq host=127.0.0.1
add ldap.dc host=127.0.0.1 port=9 base_dn=dc=x,dc=y bind_dn=cn=a,dc=x
add snmp.p user=abc devices=127.0.0.1:9
add rest.app
add waivers.w finding=tls.http_enabled reason=r by=b until=2020-01-31
add ports.w port=8080
remove radius.zz
check
check --format html
check --format bogus
explain
explain radius.secret
explain tls.min_version
explain tls
explain reused-secret
explain nonsense
probe radius ldap snmp
diff --live
discover --domain corp.example.com --dry-run
discover --server HOST --dry-run
discover --server print01.corp.example.com --dry-run
discover --network 127.0.0.0/30 --dry-run
discover --network bogus
secret
secret list
secret show smtp.password
secret rotate radius.hq.secret
secret rotate smtp.host
secret rollover rest.app.secret
secret rollover --status
cert
cert status
cert status --issued
cert renew
cert revoke nobody
cert csr
cert import FILE
cert sign-import FILE
cert rollover
cert rollover --status
cert rollover --switch
cert rollover --switch
cert rollover --retire
cert examine FILE
export
export --list
export nonsense
apply
apply nonsense
history
diff 1 99
rollback 99
unlock
report FOLDER
help
help cert renew
help nonsense
manual
manual cert
manual printseal.conf
manual printseal-findings
manual nonsense
completion nonsense
frob
""".strip().split("\n")
# Also a part of what is no text for people: what is typed, examples, mark-up, steps of a
# protocol, and what was saved in English.
ELSEWHERE = re.compile(r'^(printseal |[.]BR |--|-C |cert |secret |back to generation|[<">]|.*<|\' )|class=|, which starts it|"$|EHL')


def printed(program, folder):
    """All that the commands print, but what they are asked."""
    (folder / "FILE").write_text("nothing\n")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "xx", "PRINTSEAL_DIR": str(folder / "etc")}
    for command in COMMANDS:
        run = subprocess.run([program, *command.split()], cwd=folder, env=environment, stdin=subprocess.DEVNULL, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, errors="replace")
        for line in run.stdout.split("\n"):
            yield command, re.sub(" +", " ", line)


def main():
    lines = list(printed(os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])))
    texts = [text for text in sorted(set(languages.texts())) if not ELSEWHERE.search(text)]
    faults = [f'{command}: "{text}" is not translated: {line}' for command, line in lines for text in texts if text in line]
    if not any("§" in line for _, line in lines):
        faults.append("nothing was translated")
    print("\n".join(faults) or f"{len(COMMANDS)} commands, {len(texts)} texts looked for")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
