#!/usr/bin/env bash
# A list goes out as CSV from the wizard, without secrets, and comes back by import as it was.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"
"$PRINTSEAL" -C "$room/dir" add printers.hall host=hall.corp.example.com 'model=Big "A", =1+1' > /dev/null 2>&1
"$PRINTSEAL" -C "$room/dir" add printers.desk host=desk.corp.example.com > /dev/null 2>&1
"$PRINTSEAL" -C "$room/dir" list printers > "$room/before"

start it 80x24 "$PRINTSEAL" -C "$room/dir" printers
expect it 'desk.corp.example.com'
press it e
expect it 'All records of the list, without secrets'
press it C-u
type_text it -
press it Enter
expect it 'Enter a file name'
press it C-u
type_text it "$room/printers.csv"
press it Enter
expect it 'Written: 2 records, without secrets'
press it Space e
expect it 'The records that are marked'
press it C-u
type_text it "$room/one.csv"
press it Enter
expect it 'Written: 1 record, without secrets'
press it Escape q
expect it 'left with 0'

[ "$(wc -l < "$room/one.csv")" = 2 ]
head -1 "$room/printers.csv" | tr -d '\r' | grep -x '"name","host","port","model","user","snmp"' > /dev/null
"$PRINTSEAL" -C "$room/dir" remove printers.hall > /dev/null 2>&1
"$PRINTSEAL" -C "$room/dir" remove printers.desk > /dev/null 2>&1
"$PRINTSEAL" -C "$room/dir" import printers "$room/printers.csv" > /dev/null 2>&1
"$PRINTSEAL" -C "$room/dir" list printers > "$room/after"
diff <(grep -v password "$room/before") <(grep -v password "$room/after")
