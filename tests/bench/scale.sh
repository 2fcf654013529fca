#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scale.sh [ROWS] - how training and asking bear an archive of 1.6 million declarations, made by recombining the labelled rows (scale_rows.py): each figure beside its floor.
# SCALE_DIR keeps the rows and the store; otherwise they are removed.
set -eu
rows=${1:-1600000} asked=2000
labels=$HSDESK_SHARED/labels
[ -f "$labels/us-parcels.train.tsv" ] || { echo 'bench-scale: the labelled rows are not on this machine' >&2; exit 77; }
command -v python3 >/dev/null || { echo 'bench-scale: python3 is not on this machine' >&2; exit 77; }
work=${SCALE_DIR:-$(mktemp -d)}
session=
clean() {
    [ -z "$session" ] || kill "$session" 2>/dev/null || :
    [ -n "${SCALE_DIR:-}" ] || rm -rf "$work"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM
failed=0
store=$work/store
mkdir -p "$work"
rm -rf "$store"

# figure NAME VALUE MOST
figure() {
    printf '%s\t%s\t(at most %s)\n' "$1" "$2" "$3"
    awk -v a="$2" -v b="$3" 'BEGIN { exit !(a != "" && a + 0 <= b + 0) }' || failed=1
}

files=
for file in us-parcels.train us-precedents vn-declarations uk-parcels uk-search-index kr-ruling-names tr-chemicals br-invoices; do
    [ ! -f "$labels/$file.tsv" ] || files="$files $labels/$file.tsv"
done
# shellcheck disable=SC2086
python3 "$(dirname "$0")/scale_rows.py" "$work/train.tsv" "$rows" "$work/ask.tsv" "$asked" $files
"$HSDESK_ADMIN" --store "$store" build "$HSDESK_DATA" >/dev/null
"$HSDESK_ADMIN" --store "$store" train "$work/train.tsv" >"$work/train.out"
item() { awk -F'\t' -v item="$1" '$1 == item { print $2 }' "$work/train.out"; }
printf 'rows\t%s\nexamples\t%s\n' "$(item read)" "$(item examples)"
figure 'seconds to train' "$(item seconds)" 120
figure 'bytes of the store' "$(wc -c <"$store/current/data.mdb")" 2147483648

"$HSDESK_ADMIN" --store "$store" evaluate "$work/ask.tsv" >"$work/figures"
metric() { awk -F'\t' -v metric="$1" '$2 == metric && $6 == "all" { print $7; exit }' "$work/figures"; }
top() { awk -F'\t' '$2 == "top" && $3 == 6 && $4 == 1 && $5 == "ensemble" && $6 == "all" { print $7 }' "$work/figures"; }
printf 'top-1 at six digits\t%s\t(made rows: for comparing two runs, not an accuracy)\n' "$(top)"
figure 'microseconds p50' "$(metric us_p50)" 2000
figure 'microseconds p99' "$(metric us_p99)" 10000

# A session that has answered everything and still listens.
mkfifo "$work/questions"
"$HSDESK" --store "$store" classify -f tsv <"$work/questions" >"$work/answers" &
session=$!
exec 3>"$work/questions"
rm "$work/questions"
cut -f 2 "$work/ask.tsv" >&3
# It has read them all once it waits for more: its processor time stands still.
before=x
while now=$(cut -d ' ' -f 14,15 "/proc/$session/stat") && [ "$now" != "$before" ]; do
    before=$now
    sleep 1
done
figure 'private memory, KiB' "$(awk '$1 == "RssAnon:" { print $2 }' "/proc/$session/status")" 32768
exec 3>&-
wait "$session" || failed=1
session=
[ "$(cut -f 1 "$work/answers" | sort -un | wc -l)" -eq "$asked" ] || { echo 'bench-scale: not every description was answered'; failed=1; }
exit $failed
