#!/usr/bin/env bash
# The checklist and the sheet of the Cert folder: an insecure value is marked where it stands, with the right
# one; no step is empty; passwords that the product needs are named.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"

site print01.corp.example.com
sheet() { # target, file; without the marks of its layout
    "$PRINTSEAL" export "$1" --output "$room/out" --force 2> /dev/null
    cat "$room/out/$2.txt"
}
empty_steps() { # steps without a place, a value or a test
    python3 - "$1" << 'END'
import re, sys
for step in re.split(r"^\[ \] ", open(sys.argv[1]).read(), flags=re.M)[1:]:
    first, _, rest = step.partition("\n")
    if not re.match(r" +\S", rest):
        print(first)
END
}
"$PRINTSEAL" add ldap.ad host=dc1.corp.example.com base_dn=dc=example bind_dn=cn=myq,dc=example
"$PRINTSEAL" add ldap.open type=openldap host=ldap.corp.example.com base_dn=dc=example bind_dn=cn=myq,dc=example
"$PRINTSEAL" add radius.hq host=nps1.corp.example.com
"$PRINTSEAL" add snmp.floor devices=p1.corp.example.com
"$PRINTSEAL" add rest.app client_id=01234567-89ab-cdef-0123-456789abcdef scopes=print
"$PRINTSEAL" set server.role=site central.enabled=true central.host=cs.corp.example.com smtp.enabled=true smtp.host=mail.corp.example.com \
    smtp.user=myq scan.enabled=true inbox.enabled=true inbox.host=mail.corp.example.com inbox.user=myq

sheet myq-checklist checklist > "$room/fine"
expect 'nothing is marked that is fine' '' "$(grep -E 'INSECURE|weak: better' "$room/fine" || true)"
expect 'no step is empty' '' "$(empty_steps "$room/fine")"
expect 'domain controllers: those of Active Directory' dc1.corp.example.com "$(sed -n 's/^ *Among them: //p' "$room/fine")"
expect 'each by its certificate' 1 "$(grep -c 'domain controller of the directory ad has a certificate of its own' "$room/fine")"

"$PRINTSEAL" set tls.http_enabled=true tls.min_version=1.0 central.secure=false smtp.security=none smtp.validate=false scan.security=none \
    inbox.protocol=pop3 inbox.security=starttls inbox.validate=false radius.hq.require_message_authenticator=false \
    ldap.ad.security=starttls snmp.floor.auth=md5 snmp.floor.privacy=des rest.app.grant=password
sheet myq-checklist checklist > "$room/weak"
expect 'no step is empty' '' "$(empty_steps "$room/weak")"
"$PRINTSEAL" check --format json > "$room/findings" || true
python3 - "$room/weak" "$room/findings" << 'END' || failed=1
import json, re, sys
sheet = open(sys.argv[1]).read()
marks = re.findall(r"^ *([^:\n]+): .* - (INSECURE: should be|weak: better) (\S.*)$", sheet, re.M)
labels = {label.strip() for label, mark, _ in marks if mark.startswith("INSECURE")}
wanted = {"Plain HTTP", "Oldest version", "Enable secure connection", "Security", "Validate the certificate",
          "Protocol", "Require Message-Authenticator", "Authentication", "Privacy", "Grant"}
if labels != wanted:
    sys.exit(f"marked {labels ^ wanted} differently:\n{sheet}")
found = json.load(open(sys.argv[2]))["findings"]
settings = [one for one in found if one["level"] == "fail" and one["id"].count(".") == 1 and one["value"]]
if sum(mark.startswith("INSECURE") for _, mark, _ in marks) < len(settings):
    sys.exit(f"{len(marks)} marks for {[one['path'] for one in settings]}")
END
expect 'TLS' 1 "$(grep -c '1.0.* - INSECURE: should be .*1.2' "$room/weak")"
"$PRINTSEAL" remove ldap.ad
sheet myq-checklist checklist > "$room/none"
expect 'no Active Directory' 0 "$(grep -c 'domain controller' "$room/none")"

sheet myq-cert install > "$room/install"
for secret in certificates.pfx_password certificates.ca_key_password; do
    expect "the sheet names $secret" yes "$(grep -q "the secret $secret" "$room/install" && echo yes)"
    "$PRINTSEAL" secret list | grep -q "^$secret" || expect "there is such a secret" "$secret" none
done
expect 'no step is empty' '' "$(empty_steps "$room/install")"
"$PRINTSEAL" set certificates.mode=manual
sheet myq-cert install > "$room/install"
expect 'no CA, no password of its key' 0 "$(grep -c ca_key_password "$room/install")"
exit $failed
