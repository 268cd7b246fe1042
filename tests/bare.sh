#!/usr/bin/env bash
# `npm run test:bare -- trixie`: deploy/server-setup.sh on a machine with nothing on it. debootstrap makes one of Debian
# (bookworm, trixie) in a folder; the script runs in it from the commit that is checked out, with a certificate of its own in
# place of Let's Encrypt's, until the app answers through nginx and cron has its block; then once more, to change nothing.
# Needs root, debootstrap, the network, 4 GB of disk, and the ports 80 and 443; takes ten to twenty minutes. In no other run of tests.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
suite=${1:-bookworm}
domain=bare.setrip.test
port=${2:-3900}

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
  echo "This needs root and debootstrap: sudo apt-get install -y debootstrap" >&2
  exit 1
fi
machine=$(mktemp -d)
inside=""
# Its mounts are gone with its last process, and nothing but its own files is removed.
trap '[ -z "$inside" ] || { kill -9 "$inside" && wait; }; rm -rf --one-file-system "$machine"' EXIT

begun=$SECONDS
passed() { printf '%4d s  %s\n' $((SECONDS - begun)) "$1"; }
refuse() {
  echo "$1" >&2
  printf '\n0 passed, 1 failed\n'
  exit 1
}

debootstrap "$suite" "$machine/root" >"$machine/debootstrap.log" || refuse "debootstrap failed: $(tail -n 3 "$machine/debootstrap.log")"
passed "a bare $suite"

# The machine's npm and its certificates are those of this one, so that it reaches the same registry.
cp /etc/resolv.conf "$machine/root/etc/resolv.conf"
cp /etc/ssl/certs/ca-certificates.crt "$machine/root/usr/local/authorities.crt"
echo "127.0.0.1 localhost $domain" >"$machine/root/etc/hosts"
if [ -e "$HOME/.npmrc" ]; then
  { cat "$HOME/.npmrc"; echo cafile=/usr/local/authorities.crt; } >"$machine/npmrc"
  install -m 600 "$machine/npmrc" "$machine/root/root/.npmrc"
  install -m 644 "$machine/npmrc" "$machine/root/etc/skel/.npmrc"
fi
git clone --quiet --no-local "$here" "$machine/root/root/setrip-setup"
live=$machine/root/etc/letsencrypt/live/$domain
mkdir -p "$live"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$domain" -addext "subjectAltName=DNS:$domain" \
  -keyout "$live/privkey.pem" -out "$live/fullchain.pem" 2>/dev/null
cat "$live/fullchain.pem" >>"$machine/root/usr/local/authorities.crt"
install -D -m 644 "$live/fullchain.pem" "$machine/root/usr/local/share/ca-certificates/$domain.crt"

# Processes of its own, which end with it.
# shellcheck disable=SC2016
unshare --mount --pid --fork --propagation private bash -c '
  mount -t proc proc "$0/proc"
  mount --rbind /dev "$0/dev"
  mount -t tmpfs run "$0/run"
  mkdir "$0/run/lock"
  exec sleep infinity' "$machine/root" &
until inside=$(pgrep -P $! -x sleep); do sleep 0.2; done

on_machine() {
  nsenter -t "$inside" -m -p chroot "$machine/root" env -i HOME=/root LANG=C.UTF-8 TERM=dumb \
    NODE_EXTRA_CA_CERTS=/usr/local/authorities.crt PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
# 2 says that something is left: here there is no systemd.
set_up() {
  local status=0
  on_machine bash /root/setrip-setup/deploy/server-setup.sh --yes "$@" || status=$?
  [[ "$status" = [02] ]] || refuse "deploy/server-setup.sh ended with $status"
}

set_up --domain "$domain" --port "$port" --bank "BCA:1234567890:PT SeTrip Indonesia" --only packages
on_machine update-ca-certificates >/dev/null 2>&1
passed "Debian's packages"
set_up --domain "$domain" --port "$port" --bank "BCA:1234567890:PT SeTrip Indonesia" --admin sari@setrip.example
passed "the app is deployed"

on_machine curl -fsS --retry 10 --retry-all-errors --retry-delay 3 "https://$domain/api/health/ready" || refuse "the app does not answer"
passed "it answers through nginx"
on_machine crontab -u setrip -l | grep -q "^# BEGIN setrip" || refuse "the crontab has no block"
on_machine runuser -u setrip -- env -C /home/setrip/setrip HOME=/home/setrip npx ronda run money-reconcile || refuse "a job failed"
passed "its jobs run"
again=$(set_up)
grep -q "^Nothing to do.$" <<<"$again" || refuse "the second time it did something: $again"
passed "the second time there is nothing to do"
printf '\n1 passed, 0 failed\n'
