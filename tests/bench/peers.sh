#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# peers.sh [--all] - ours beside scikit-learn's and fastText's classifiers, from one run on this machine, on real parcel lines. `--all` adds the two that take minutes: the
# linear SVM with characters and fastText. Installs what is missing (Debian, as root).
set -eu
labels=$HSDESK_SHARED/labels
[ -f "$labels/us-parcels.train.tsv" ] || { echo 'bench: the labelled parcels are not on this machine' >&2; exit 77; }
python=/usr/bin/python3
missing=
"$python" -c 'import sklearn' 2>/dev/null || missing=python3-sklearn
command -v fasttext >/dev/null || missing="$missing fasttext"
# shellcheck disable=SC2086
[ -z "$missing" ] || { apt-get update -q && apt-get install -y -q --no-install-recommends $missing; } >&2
exec "$python" "$(dirname "$0")/peers.py" "$labels/us-parcels.train.tsv" "$labels/us-parcels.test.tsv" "$@"
