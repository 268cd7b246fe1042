#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
#
# Makes a server of SeTrip out of a bare Debian 12, Debian 13 or Ubuntu 24.04: `sudo bash deploy/server-setup.sh --help`.
#
# Each step looks first at what is there, and does what is missing: so it may be repeated, and cut short, at any moment.
# The first pass only looks and prints what the second one will do; in between it asks. The steps themselves stand in
# deploy/setup/, in the order of `steps` below.
set -euo pipefail

# Programs that were installed by us come first, as they do for a user who signs in.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# shellcheck source=setup/say.sh
. "$here/deploy/setup/say.sh"
# shellcheck source=setup/options.sh
. "$here/deploy/setup/options.sh"
# shellcheck source=setup/machine.sh
. "$here/deploy/setup/machine.sh"
# shellcheck source=setup/app.sh
. "$here/deploy/setup/app.sh"
# shellcheck source=setup/web.sh
. "$here/deploy/setup/web.sh"

steps=(packages programs user database code settings certificate site reboot release crontab admin doctor)

main() {
  read_options "$@"
  check_machine
  mode=look
  walk
  [ "$dry_run" = no ] || exit 0
  if [ "$would" = 0 ]; then
    mode=work
    heading=doctor
    ! is_wanted doctor || step_doctor
    say "Nothing to do."
  else
    confirm
    log=/var/log/setrip-setup.log
    install -m 600 /dev/null "$log"
    mode=work
    walk
  fi
  advise
  show_what_is_left
}

# Goes through the steps; in the mode `look` nothing is changed.
walk() {
  local step
  would=0
  remaining=()
  for step in "${steps[@]}"; do
    is_wanted "$step" || continue
    heading=$step
    "step_$step"
  done
}

main "$@"
