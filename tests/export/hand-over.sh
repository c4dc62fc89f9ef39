#!/usr/bin/env bash
# Hand-over sheets and the files for the other ends: who gets which secret, that each is told once, and that a
# secret of every mark arrives as it is in a sheet and in a script, and runs nothing.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"

site print01.corp.example.com
"$PRINTSEAL" add radius.hq host=nps1.corp.example.com
"$PRINTSEAL" add radius.branch host=nps2.corp.example.com
"$PRINTSEAL" add ldap.ad host=dc1.corp.example.com base_dn=dc=example bind_dn=cn=myq,dc=example
"$PRINTSEAL" add snmp.floor devices=p1.corp.example.com
"$PRINTSEAL" add snmp.old version=v2c
"$PRINTSEAL" add printers.p1 host=p1.corp.example.com user=admin snmp=floor
"$PRINTSEAL" add rest.app client_id=01234567-89ab-cdef-0123-456789abcdef scopes=print
"$PRINTSEAL" set central.enabled=true central.host=cs.corp.example.com smtp.enabled=true smtp.host=mail.corp.example.com \
    smtp.user=myq inbox.enabled=true inbox.host=mail.corp.example.com inbox.user=print
for path in central.password smtp.password inbox.password; do
    "$PRINTSEAL" secret generate "$path"
done
"$PRINTSEAL" secret list | awk '{ print $1 }' > "$room/paths"
while read -r path; do
    printf '%s\t%s\n' "$path" "$("$PRINTSEAL" secret show --force "$path")"
done < "$room/paths" > "$room/secrets"
expect 'there are secrets of every kind' 13 "$(wc -l < "$room/secrets")"

"$PRINTSEAL" export hand-over --output "$room/closed" 2> /dev/null
"$PRINTSEAL" export hand-over --with-secrets --output "$room/open" 2> /dev/null
python3 - "$room" << 'END' || failed=1
import html, pathlib, re, sys
room = pathlib.Path(sys.argv[1])
secrets = dict(line.split("\t") for line in (room / "secrets").read_text().splitlines())
plain = {".txt": lambda text: text, ".html": lambda text: html.unescape(re.sub(r"<[^>]*>", "", text)),
         ".md": lambda text: re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)}
wrong = []
for ending, read in plain.items():
    for folder, times in (("open", 1), ("closed", 0)):
        text = "\n".join(read(file.read_text()) for file in sorted((room / folder).glob("*" + ending)))
        for path, secret in secrets.items():
            if len(re.findall(r"(?<![\w.-])%s(?![\w.-])" % re.escape(path), text)) != 1:
                wrong.append((ending, folder, path))
            if text.count(secret) != times:
                wrong.append((ending, folder, "the secret of " + path, text.count(secret)))
whose = {"radius-hq": {"radius.hq"}, "radius-branch": {"radius.branch"}, "directory-ad": {"ldap.ad"}, "mail": {"smtp", "inbox"},
         "central": {"central"}, "ca": {"certificates"}, "print-server": {"certificates"}, "application-app": {"rest.app"},
         "devices": {"snmp.floor", "snmp.old", "printers.p1"}, "clients": set()}
for sheet, owners in whose.items():
    file = room / "open" / (sheet + ".txt")
    found = {path.rsplit(".", 1)[0] for path, secret in secrets.items() if secret in file.read_text()}
    if found != owners:
        wrong.append((sheet, found))
    if file.stat().st_mode & 0o777 != (0o600 if owners else 0o640):
        wrong.append((sheet, oct(file.stat().st_mode)))
if {file.stem for file in (room / "open").glob("*.txt")} != set(whose):
    wrong.append(sorted(file.name for file in (room / "open").iterdir()))
for line in wrong:
    print(*line)
sys.exit(bool(wrong))
END

# What is not in use has no sheet.
"$PRINTSEAL" remove rest.app printers.p1 snmp.floor snmp.old
"$PRINTSEAL" set central.enabled=false smtp.enabled=false inbox.enabled=false
"$PRINTSEAL" export hand-over --output "$room/less" 2> /dev/null
expect 'sheets that are needed' 'ca clients directory-ad print-server radius-branch radius-hq' "$(cd "$room/less" && echo *.txt | sed 's/\.txt//g')"

# The address that other machines see, where one is named.
"$PRINTSEAL" export freeradius-client --address 10.1.2.3 --output "$room/address" 2> /dev/null
expect_line 'FreeRADIUS: the address' $'\tipaddr = 10.1.2.3' < "$room/address/hq.conf"
expect_line 'FreeRADIUS: the name' $'\tshortname = print01.corp.example.com' < "$room/address/hq.conf"
"$PRINTSEAL" export windows-nps --address 2001:db8::3 --output "$room/address" 2> /dev/null
expect_line 'NPS: the address' "    Address = '2001:db8::3'" < "$room/address/hq.ps1"
expect 'a name is no address' 2 "$("$PRINTSEAL" export windows-nps --address nps --output "$room/no" 2> /dev/null || echo $?)"

# A secret of every mark.
"$PRINTSEAL" export windows-nps --with-secrets --output "$room/plain" 2> /dev/null
expect 'for its owner alone' 600 "$(stat -c %a "$room/plain/hq.ps1")"
# shellcheck disable=SC2016,SC1112 # the secret is meant as it is
printf '%s' "a'; touch canary; \$(touch canary) ’; \`touch canary\` ‘\"</p><script>x</script> *b* {{x}} %% end # \\ |&" > "$room/secret"
"$PRINTSEAL" secret set radius.hq.secret < "$room/secret"
"$PRINTSEAL" export windows-nps --with-secrets --output "$room/evil" 2> /dev/null
"$PRINTSEAL" export hand-over --with-secrets --output "$room/sheets" 2> /dev/null
python3 - "$room" "$tests" << 'END' || failed=1
import html, pathlib, re, subprocess, sys
room = pathlib.Path(sys.argv[1])
secret = (room / "secret").read_text()
quotes = "'\u2018\u2019\u201a\u201b"
def literals(text):
    return re.sub(r"'(?:[^%s]|[%s]{2})*'" % (quotes, quotes), "''", text)
evil, plain = ((room / name / "hq.ps1").read_text(encoding="utf-8-sig") for name in ("evil", "plain"))
told = re.search(r"SharedSecret = '((?:[^%s]|[%s]{2})*)'" % (quotes, quotes), evil).group(1)
without = lambda text: [line for line in literals(text).splitlines() if not line.startswith("#")]
wrong = [] if re.sub("([%s])[%s]" % (quotes, quotes), r"\1", told) == secret else ["the script has another secret"]
wrong += [] if without(evil) == without(plain) else ["the script does something else"]
page = html.unescape(re.search(r"radius\.hq\.secret\): <b>(.*?)</b>", (room / "sheets/radius-hq.html").read_text()).group(1))
wrong += [] if page == secret else ["the page has " + page]
made = subprocess.run(["cmark", "--unsafe", room / "sheets/radius-hq.md"], capture_output=True, text=True, check=True).stdout
page = html.unescape(re.search(r"radius\.hq\.secret\): <strong>(.*?)</strong>", made).group(1))
wrong += [] if page == secret else ["the Markdown has " + page]
wrong += [] if secret in (room / "sheets/radius-hq.txt").read_text() else ["the text has another secret"]
print("\n".join(wrong), end="")
sys.exit(bool(wrong))
END

# For the CA's operator: the request that is pending, and the line that hands it in.
"$PRINTSEAL" set certificates.mode=intermediate 2> /dev/null
"$PRINTSEAL" cert csr --output "$room/request.pem" > /dev/null 2>&1
"$PRINTSEAL" export ad-cs --output "$room/ca" 2> /dev/null
expect 'the request' same "$(cmp -s "$room/request.pem" "$room/ca/ca-myq-new.csr" && echo same)"
expect 'its template' 1 "$(grep -c "Template = 'SubCA'" "$room/ca/submit.ps1")"
expect 'by hand' 1 "$(grep -c 'certreq -submit -attrib "CertificateTemplate:SubCA" ca-myq-new.csr answer.cer answer.p7b' "$room/ca/template.txt")"
exit $failed
