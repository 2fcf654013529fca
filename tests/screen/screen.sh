# SPDX-License-Identifier: GPL-3.0-or-later
# screen.sh - the real program in tmux, at a fixed size, read as an officer reads it. Sourced by every test of this folder.
#
#   screen 80 24 [ARGS...]        builds a store of tests/fixture and runs `hsdesk ARGS` on it; SCREEN_ENV="A=b C=d" is its environment
#   keys Tab j Enter              sends keys by tmux's names
#   text 'white chocolate'        types
#   paste < FILE                  pastes, bracketed where the program asked for that
#   resize 20 5
#   see <<'END' ... END           waits until the screen is this: a shell pattern a row; "..." as the last one leaves the rest open
#   see_row 'PATTERN'             waits until some row is this;  see_no_row: until none is
#   see_cursor COLUMN ROW         waits for the hardware cursor, from 0
#   colours                       prints the screen with its escape sequences
#   rebuild                       publishes another generation
#   tariff CC [OPTIONS] < TSV     before `screen`: a store of the fixture's goods and our country profiles, and this table imported, in force from 2018 (SCHEMA.md)
#
# Waiting polls until a deadline and then fails with what it saw; nothing sleeps for a fixed time in hope. The test's own tmux server is killed when
# the test ends, however it ends. HSDESK and HSDESK_ADMIN name the programs; make check runs this in the build directory with srcdir set.
set -eu

command -v tmux >/dev/null || { echo "SKIP: tmux is not installed"; exit 77; }

here=$(cd "${srcdir:-.}" && pwd)
hsdesk=${HSDESK:-$PWD/hsdesk}
hsdesk_admin=${HSDESK_ADMIN:-$PWD/hsdesk-admin}
work=$(mktemp -d)
store=$work/desk
socket=hsdesk-$(basename "$0" .sh)-$$
TMUX_TMPDIR=$work
export TMUX_TMPDIR
unset TMUX LANG LC_ALL LC_CTYPE LC_MESSAGES LANGUAGE NO_COLOR HSDESK_STORE HSDESK_COUNTRY ESCDELAY || true

on_screen() { tmux -u -L "$socket" "$@"; }
leave() {
    status=$?
    on_screen kill-server 2>/dev/null || true
    rm -rf "$work"
    exit $status
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

rebuild() { "$hsdesk_admin" --store "$store" build "$here/tests/fixture" >/dev/null; }

tariff() {
    country=$1
    shift
    cat >"$work/$country.tsv"
    if [ ! -d "$work/data" ]; then
        mkdir "$work/data"
        ln -s "$here/tests/fixture/goods" "$work/data/goods"
        ln -s "$here/data/countries" "$work/data/countries"
        "$hsdesk_admin" --store "$store" build "$work/data" >/dev/null
    fi
    "$hsdesk_admin" --store "$store" import tsv "$work/$country.tsv" --country "$country" --effective 2018-01-01 "$@" >/dev/null
    SCREEN_WITHOUT_STORE=1
}

# The shell around the program tells its exit and what it left of the terminal, and stays so that the screen can be read.
screen() {
    columns=$1 rows=$2
    shift 2
    [ -n "${SCREEN_WITHOUT_STORE:-}" ] || rebuild
    cat >"$work/run" <<END
sh -c 'echo \$\$ >"$work/pid"; exec env ${SCREEN_ENV:-} "$hsdesk" --store "$store" $*'
echo "exit \$?"
stty -a | tr ' ;' '\n\n' | grep -x -e '-\{0,1\}echo' -e '-\{0,1\}icanon' -e '-\{0,1\}isig' -e '-\{0,1\}ixon' | tr '\n' ' '
echo
exec cat
END
    printf 'set -g status off\nset -g history-limit 0\nset -s escape-time 0\nset -g remain-on-exit on\n' >"$work/tmux.conf"
    on_screen -f "$work/tmux.conf" new-session -d -x "$columns" -y "$rows" "exec sh '$work/run'"
    resize "$columns" "$rows"
}

keys() { on_screen send-keys "$@"; }
text() { on_screen send-keys -l "$1"; }
paste() { on_screen load-buffer - && on_screen paste-buffer -p -r; }
resize() { on_screen resize-window -x "$1" -y "$2"; }
colours() { on_screen capture-pane -e -p; }
capture() { on_screen capture-pane -p | sed 's/ *$//' >"$work/seen"; }

# until COMMAND...: polls it for 20 seconds; then says what it waited for and what there was.
until_deadline=${SCREEN_DEADLINE:-20}
until_true() {
    deadline=$(($(date +%s) + until_deadline))
    while ! "$@"; do
        if [ "$(date +%s)" -ge "$deadline" ]; then
            echo "not seen within $until_deadline s: $*"
            [ -f "$work/expected" ] && sed 's/^/expected|/' "$work/expected"
            capture
            sed 's/^/    seen|/' "$work/seen"
            on_screen display-message -p '  cursor|#{cursor_x} #{cursor_y}'
            exit 1
        fi
        sleep 0.05
    done
}

screen_is() {
    capture
    exec 3<"$work/expected" 4<"$work/seen"
    while IFS= read -r pattern <&3; do
        [ "$pattern" = ... ] && return 0
        IFS= read -r row <&4 || row=
        # shellcheck disable=SC2254
        case $row in $pattern) ;; *) return 1 ;; esac
    done
    while IFS= read -r row <&4; do
        [ -z "$row" ] || return 1
    done
}
some_row_is() {
    capture
    while IFS= read -r row; do
        # shellcheck disable=SC2254
        case $row in $1) return 0 ;; esac
    done <"$work/seen"
    return 1
}
no_row_is() { ! some_row_is "$1"; }
cursor_is() { [ "$(on_screen display-message -p '#{cursor_x} #{cursor_y}')" = "$1 $2" ]; }

see() { cat >"$work/expected"; until_true screen_is; }
see_row() { rm -f "$work/expected"; until_true some_row_is "$1"; }
see_no_row() { rm -f "$work/expected"; until_true no_row_is "$1"; }
see_cursor() { rm -f "$work/expected"; until_true cursor_is "$1" "$2"; }
