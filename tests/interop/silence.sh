#!/usr/bin/env bash
# No command makes a network system call or starts another program; strace watches each of them.
set -euo pipefail
coldkeep="${COLDKEEP:-$(dirname "$0")/../../target/release/coldkeep}"
coldkeep="$(realpath "$coldkeep")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
umask 077

words="eye female unfair moon genius pipe nuclear width dizzy forum cricket know expire purse laptop \
scale identify cube pause crucial day cigar noise receive"
printf '%s\n' "$words" >words.txt
printf 'gravel-otter-window-plum-harbour-sixteen-ladder\n' >lock.txt
checked=0
failed=0

# calls COMMAND…: the network system calls and the programs it started, beside the first.
calls() {
    local status=0
    strace -f -qq -o trace -e trace=%network,execve,execveat "$@" >out 2>err </dev/null || status=$?
    network="$(grep -cvE ' exec(ve|veat)\(|\+\+\+|---' trace || true)"
    started="$(grep -cE ' exec(ve|veat)\(.* = 0$' trace || true)"
    started=$((started - 1))
    return "$status"
}

# silent EXIT COMMAND…: it ends with that code and is silent.
silent() {
    local expected="$1" status=0
    shift
    calls "$coldkeep" "$@" || status=$?
    checked=$((checked + 1))
    if [ "$network" != 0 ] || [ "$started" != 0 ] || [ "$status" != "$expected" ]; then
        failed=$((failed + 1))
        printf '  coldkeep %s: exit %s (expected %s), %s network calls, %s programs started\n' \
            "$*" "$status" "$expected" "$network" "$started"
        grep -E 'error|refused' err | head -3 || true
    fi
}

# The controls: the same counting sees one socket, and one program.
calls python3 -c 'import socket; socket.socket(socket.AF_UNIX)'
[ "$network" -ge 1 ] || { echo "  the control with a socket was not caught"; exit 1; }
calls /bin/sh -c '/bin/true; :'
[ "$started" = 1 ] || { echo "  the control that starts a program was not caught ($started)"; exit 1; }

silent 0 --version
silent 0 help
silent 0 help bad-checksum
silent 0 completions bash
silent 2 --no-such-flag
silent 0 key new -o key.txt
recipient="$("$coldkeep" key recipient key.txt)"
silent 0 key recipient key.txt
silent 0 new fresh --allow-online --skip-check --encrypt-to "$recipient" -o fresh.age
silent 0 restore --words-from words.txt
silent 0 restore --words-from words.txt --expect 4eac1cce --json
silent 5 restore --words-from words.txt --expect 8c65eb9f
silent 0 address --words-from words.txt --count 3
silent 0 address --words-from words.txt --coin eth
"$coldkeep" restore --words-from words.txt --to descriptor >descriptor.txt 2>/dev/null
silent 0 wallet add savings --descriptor-from descriptor.txt --next 7 --home home --practice
silent 0 wallet list --home home
silent 0 wallet show savings --home home
silent 0 wallet export savings --home home
silent 0 address savings --home home --practice
silent 6 address savings --index 7 --home home --practice
silent 5 address --verify bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu --home home
silent 0 wallet remove savings --confirm savings --home home
silent 0 encrypt words.txt -r "$recipient" -o words.age
silent 0 encrypt words.txt -p --file-passphrase-from lock.txt -a -o locked.age
silent 0 decrypt words.age -i key.txt -o back.txt
silent 0 decrypt locked.age --file-passphrase-from lock.txt -o back2.txt
silent 0 split 2of3 --words-from words.txt -o shares --allow-secret-file
mapfile -t shares < <(find shares -type f | sort)
silent 0 combine "${shares[0]}" "${shares[2]}"
silent 4 combine "${shares[0]}"
silent 0 print practice -o practice.pdf
silent 0 print blank -o blank.pdf
silent 0 print recover -o recover.pdf
silent 0 print seed --words-from words.txt --qr -o seed.pdf --allow-secret-file
silent 0 print shares 2of3 --words-from words.txt -o shares.pdf --allow-secret-file
silent 0 print encrypted --words-from words.txt --file-passphrase-from lock.txt -o enc.pdf
silent 0 scan practice.pdf --all
silent 0 restore seed.pdf --json

echo "  $checked commands watched, $failed not silent"
[ "$failed" = 0 ]
