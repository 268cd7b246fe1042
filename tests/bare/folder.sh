# shellcheck shell=bash
# A machine that is a folder: programs run in it with processes of their own, without systemd, and listen on this machine's ports.

inside=""

folder_start() {
  local live=$root/etc/letsencrypt/live/$domain
  echo "127.0.0.1 localhost $domain" >"$root/etc/hosts"
  # A certificate of its own in place of Let's Encrypt's.
  mkdir -p "$live"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$domain" -addext "subjectAltName=DNS:$domain" \
    -keyout "$live/privkey.pem" -out "$live/fullchain.pem" 2>/dev/null
  install -m 644 "$live/fullchain.pem" "$machine/$domain.crt"
  believe "$machine/$domain.crt"
  update_believed
  # Its mounts are gone with its last process.
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --propagation private bash -c '
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    mount -t tmpfs run "$0/run"
    mkdir "$0/run/lock"
    exec sleep infinity' "$root" &
  until inside=$(pgrep -P $! -x sleep); do sleep 0.2; done
}

folder_words() { echo "a folder in which programs run: systemd, a restart and the certificate's renewal are not tried (${missing[*]} missing here)"; }
on_folder() { nsenter -t "$inside" -m -p chroot "$root" env -i "${environment[@]}" "$@"; }
folder_more() { :; }
folder_stop() { [ -z "$inside" ] || { kill -9 "$inside" && wait; }; }
on_machine() { "on_$kind" "$@"; }
