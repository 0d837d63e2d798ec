#!/usr/bin/env bash
# nothing_waits.sh TOP: fails when the window waits in a loop of its own, and says where.
#
# What would come after a dialog is handed to it (ui/theme/dialogs.h), and what is asked in the background calls back
# (ui/jobs/latest_job.h): within a loop in a loop the project can be closed beneath whoever waits.
set -euo pipefail
cd "$1"

waits='[.>]exec\(|\bQEventLoop\b|processEvents|(QFileDialog|QInputDialog|QColorDialog)::get[A-Z]|QMessageBox::(question|warning|information|critical)\('
found=$(grep -rnE --include='*.h' --include='*.cpp' "$waits" ui || true)
if [ -n "$found" ]; then
    echo "$found"
    echo "These wait in a loop of their own; open a dialog by ui/theme/dialogs.h and go on in what it calls." >&2
    exit 1
fi
