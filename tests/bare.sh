#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
#
# `npm run test:bare -- trixie`: deploy/server-setup.sh on a machine with nothing on it: Debian's bookworm or trixie, or
# Ubuntu's noble, made by debootstrap in a folder. The script runs there from the commit that is checked out.
#
# Where systemd-nspawn, ip, nft and pebble are, the machine is booted (tests/bare/booted.sh): systemd is its first process, its
# network and its ports are its own, and its certificate comes from an ACME server. Then it is also restarted, and renews its
# certificate. Elsewhere it is a folder in which programs run (tests/bare/folder.sh), with the ports 80 and 443 of this machine.
#
# Needs root, debootstrap, the network and 5 GB of disk; takes ten to twenty minutes. In no other run of tests.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
suite=${1:-trixie}
domain=bare.setrip.test
machine=$(mktemp -d)
root=$machine/root
begun=$SECONDS

# shellcheck source=bare/system.sh
. "$here/tests/bare/system.sh"
# shellcheck source=bare/booted.sh
. "$here/tests/bare/booted.sh"
# shellcheck source=bare/folder.sh
. "$here/tests/bare/folder.sh"

passed() { printf '%4d s  %s\n' $((SECONDS - begun)) "$1"; }
refuse() {
  echo "$1" >&2
  printf '\n0 passed, 1 failed\n'
  exit 1
}

# until_true <seconds> <what it is when it never becomes true[: a command that tells more]> <command …>
until_true() {
  local until=$((SECONDS + $1)) words=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$until" ]; then
      # shellcheck disable=SC2086
      [[ "$words" != *": "* ]] || ${words#*: } >&2 || true
      refuse "${words%%: *}"
    fi
    sleep 1
  done
}

set_up() {
  local status=0
  on_machine bash /root/setrip-setup/deploy/server-setup.sh --yes "$@" || status=$?
  [[ "$status" = 0 || ("$status" = 2 && "$kind" = folder) ]] || refuse "deploy/server-setup.sh ended with $status"
}

as_setrip() { on_machine runuser -u setrip -- env -C /home/setrip/setrip HOME=/home/setrip "$@"; }
answers() { on_machine curl -fsS --max-time 10 "https://$domain/api/health/ready"; }

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
  refuse "This needs root and debootstrap: sudo apt-get install -y debootstrap"
fi
kind=folder
! can_boot || kind=booted
trap '"${kind}_stop"; rm -rf --one-file-system "$machine"' EXIT

make_system
passed "a bare $suite"
"${kind}_start"
passed "$("${kind}_words")"

set_up --domain "$domain" --email sari@setrip.example --port 3900 --bank "BCA:1234567890:PT SeTrip Indonesia" --admin sari@setrip.example
passed "the whole script, the first release serves"
until_true 60 "the app does not answer" answers
passed "it answers through nginx"
on_machine crontab -u setrip -l | grep -q "^# BEGIN setrip" || refuse "the crontab has no block"
as_setrip npx ronda run money-reconcile || refuse "a job failed"
passed "its jobs run"
again=$(set_up)
grep -q "^Nothing to do.$" <<<"$again" || refuse "the second time it did something: $again"
passed "the second time there is nothing to do"
"${kind}_more"
printf '\n1 passed, 0 failed\n'
