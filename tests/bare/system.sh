# shellcheck shell=bash
# What is on the machine before the script comes: a system as debootstrap makes it, and how it reaches the registries.

make_system() {
  local options=() packages=ca-certificates,dbus,libpam-systemd,systemd-sysv mirror=() keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg
  if [ "$suite" = noble ]; then
    [ -e "$keyring" ] || refuse "Ubuntu's packages are signed with keys that are not here: its package ubuntu-keyring, which Debian has since trixie"
    options=("--components=main,universe" "--keyring=$keyring")
    # One script of debootstrap makes all of Ubuntu's releases; an older debootstrap does not know this one's name.
    mirror=(http://archive.ubuntu.com/ubuntu /usr/share/debootstrap/scripts/gutsy)
  fi
  debootstrap --include="$packages" "${options[@]}" "$suite" "$root" "${mirror[@]}" >"$machine/debootstrap.log" ||
    refuse "debootstrap failed: $(tail -n 3 "$machine/debootstrap.log")"
  reach_registries
  git clone --quiet --bare --no-local "$here" "$root/srv/setrip.git"
  git clone --quiet --no-local "$root/srv/setrip.git" "$root/root/setrip-setup"
  git -C "$root/root/setrip-setup" remote set-url origin /srv/setrip.git
}

# Its npm and the certificates that it believes are those of this machine.
reach_registries() {
  local npm=$machine/npmrc name
  # In Ubuntu it is a link to what only its own resolver knows.
  rm -f "$root/etc/resolv.conf"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  cp /etc/ssl/certs/ca-certificates.crt "$root/usr/local/authorities.crt"
  for name in /usr/local/share/ca-certificates/*.crt; do believe "$name"; done
  [ -e "$HOME/.npmrc" ] || return 0
  { grep -v '^cafile=' "$HOME/.npmrc" || true; echo cafile=/usr/local/authorities.crt; } >"$npm"
  install -m 600 "$npm" "$root/root/.npmrc"
  install -m 644 "$npm" "$root/etc/skel/.npmrc"
}

# A certificate of an authority, for everything on the machine; Node takes the one file.
believe() {
  [ -e "$1" ] || return 0
  install -D -m 644 "$1" "$root/usr/local/share/ca-certificates/$(basename "$1")"
  cat "$1" >>"$root/usr/local/authorities.crt"
}

environment=(HOME=/root LANG=C.UTF-8 TERM=dumb NODE_EXTRA_CA_CERTS=/usr/local/authorities.crt
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)

# Whatever needs to be believed is there; what the machine's programs believe is one file that is made of it.
update_believed() { chroot "$root" env -i "${environment[@]}" update-ca-certificates >/dev/null 2>&1; }
