#!/usr/bin/env bash
# Roots of two servers, and an older one of the first: every trust export installs all three side by side,
# and takes one away without another.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"

targets=(windows-trust apple-trust linux-trust firefox-trust)
make() { # name, full name: a server with a CA of its own, and its exports in $room/NAME
    export PRINTSEAL_DIR=$room/etc-$1
    site "$2"
    rm "$room/recovery"
    mkdir "$room/$1"
    for target in "${targets[@]}"; do
        "$PRINTSEAL" export "$target" --output "$room/$1/$target" 2> /dev/null
    done
}
make first print01.corp.example.com
make second print02.corp.example.com
make older print01.corp.example.com
servers=(first second older)

expect 'no two files of a root are called the same' '' \
    "$(find "$room"/{first,second,older} -name 'printseal-*' -printf '%f\n' | sort | uniq -d)"
expect 'three files of each root, and a profile' 4 "$(find "$room/first" -name 'printseal-print01.corp.example.com-????????.*' | wc -l)"
expect 'the scripts are clean' '' "$(shellcheck "$room/first"/{linux,firefox}-trust/install.sh 2>&1)"

# Linux: update-ca-certificates in folders of its own.
mkdir "$room"/{local,certs,hooks,bin}
: > "$room/ca-certificates.conf"
cat > "$room/bin/update-ca-certificates" <<- END
	#!/bin/sh
	exec /usr/sbin/update-ca-certificates --localcertsdir "$room/local" --etccertsdir "$room/certs" \
	    --certsconf "$room/ca-certificates.conf" --hooksdir "$room/hooks" "\$@"
END
chmod +x "$room/bin/update-ca-certificates"
linux() { # server, arguments
    sed "s|/usr/local/share/ca-certificates|$room/local|" "$room/$1/linux-trust/install.sh" > "$room/$1/linux-trust/scratch.sh"
    PATH=$room/bin:$PATH sh "$room/$1/linux-trust/scratch.sh" "${@:2}" > "$room/said" 2>&1 || { cat "$room/said"; failed=1; }
}
trusted() { # the servers whose certificate is trusted
    local server found=()
    for server in "${servers[@]}"; do
        openssl verify -no-CAfile -no-CAstore -CApath "$room/certs" -untrusted "$room/etc-$server/current/cert/ca-myq.crt" \
            "$room/etc-$server/current/cert/server.cer" > /dev/null 2>&1 && found+=("$server")
    done
    echo "${found[*]}"
}
for name in another 'one more'; do # a machine always trusts somebody
    openssl req -x509 -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout /dev/null -out "$room/local/$name.crt" 2> /dev/null
done
cp "$room/etc-first/current/cert/ca-root.crt" "$room/local/printseal-root.crt" # as it was called once
for server in "${servers[@]}"; do
    linux "$server"
done
expect 'all are trusted' 'first second older' "$(trusted)"
expect 'each once' 3 "$(find "$room/local" -name 'printseal*' | wc -l)"
linux first --list
expect 'and listed' 3 "$(grep -c 'printseal-print0[12].*notAfter=' "$room/said")"
linux second --undo
expect 'one is taken away' 'first older' "$(trusted)"
linux older --undo
expect 'the older one, too' first "$(trusted)"
linux first --undo
expect 'and the last' '' "$(trusted)$(find "$room/local" -name 'printseal*')"

# Firefox: one policies.json for all, and somebody else's policy in it.
firefox() { # server, arguments
    sed "s|=/usr/lib/mozilla|=$room/mozilla|; s|=/etc/firefox|=$room/firefox|" "$room/$1/firefox-trust/install.sh" > "$room/$1/firefox-trust/scratch.sh"
    sh "$room/$1/firefox-trust/scratch.sh" "${@:2}" > "$room/said" 2>&1 || { cat "$room/said"; failed=1; }
}
installed() { # the roots that the policy names and that are there
    python3 - "$room" <<- 'END'
		import json, pathlib, sys
		room = pathlib.Path(sys.argv[1])
		path = room / "firefox/policies/policies.json"
		names = json.loads(path.read_text())["policies"]["Certificates"].get("Install", []) if path.exists() else []
		there = {file.name for file in (room / "mozilla/certificates").iterdir()}
		if set(names) != there or len(names) != len(there):
		    print("named", names, "there", there)
		for server in ("first", "second", "older"):
		    if next((room / server / "firefox-trust").glob("*.pem")).name in names:
		        print(server)
	END
}
for server in first "${servers[@]}"; do
    firefox "$server"
done
expect 'Firefox: all' 'first second older' "$(installed | xargs)"
firefox second --undo
expect 'Firefox: one is taken away' 'first older' "$(installed | xargs)"
sed -i 's/"policies": {/"policies": { "DisableTelemetry": true,/' "$room/firefox/policies/policies.json"
firefox older --undo
firefox first --undo
expect 'Firefox: the policy of others stays' '"DisableTelemetry": true' \
    "$(installed)$(grep -o '"DisableTelemetry": true' "$room/firefox/policies/policies.json")"
rm "$room/firefox/policies/policies.json"
firefox first
firefox first --undo
expect 'Firefox: nothing is left' no "$([ -e "$room/firefox/policies/policies.json" ] && echo yes || echo no)"

# Apple: a profile replaces the one of its identifier. Windows: a script takes its own file, and no name is
# shared.
python3 - "$room" << 'END' || failed=1
import pathlib, plistlib, re, sys
room, seen, shared = pathlib.Path(sys.argv[1]), [], []
for server in ("first", "second", "older"):
    profile = plistlib.loads(next((room / server / "apple-trust").glob("*.mobileconfig")).read_bytes())
    inner = profile["PayloadContent"][0]
    seen += [profile["PayloadIdentifier"], inner["PayloadIdentifier"], profile["PayloadUUID"], inner["PayloadUUID"]]
    seen.append(inner["PayloadCertificateFileName"])
    if ("print02" in profile["PayloadIdentifier"]) != (server == "second"):
        print("the server's name is missing", profile["PayloadIdentifier"])
    script = (room / server / "windows-trust/trust.ps1").read_text(encoding="utf-8-sig")
    name = re.search(r"^\$name = '([^']+)'$", script, re.M)[1]
    if not (room / server / "windows-trust" / (name + ".cer")).exists():
        print("trust.ps1 names no file of its export", name)
    shared.append(name)
for names in (seen, shared):
    if len(set(names)) != len(names):
        sys.exit(f"not each its own: {names}")
END
exit $failed
