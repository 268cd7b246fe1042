# shellcheck shell=bash
# A machine that is booted: systemd is its first process. Its network is its own, so that it has every port, and reaches the
# world through this machine. An ACME server (pebble) stands in for Let's Encrypt.

missing=()
net=setrip-bare-$$
link=bare$$
keeper=""
acme=""
# A network for each machine that runs at the same time.
block=10.78.$(($$ % 254))
was_forwarding=$(cat /proc/sys/net/ipv4/ip_forward)

can_boot() {
  local program
  for program in systemd-nspawn ip nft pebble; do command -v "$program" >/dev/null || missing+=("$program"); done
  [ ${#missing[@]} = 0 ]
}

booted_start() {
  printf '%s\n' "127.0.0.1 localhost" "$block.2 $domain" "$block.1 acme.test" >"$root/etc/hosts"
  printf '[Manager]\nDefaultEnvironment=NODE_EXTRA_CA_CERTS=/usr/local/authorities.crt\n' |
    install -D -m 644 /dev/stdin "$root/etc/systemd/system.conf.d/authorities.conf"
  make_network
  start_acme
  boot &
  keeper=$!
  until_true 120 "it did not boot: tail $machine/console.log" is_up
}

booted_words() { echo "systemd is its first process: $(on_machine systemctl is-system-running || true)"; }

# Not host0: systemd's own rules, which Ubuntu has in force, would ask for an address there and take this one away.
make_network() {
  ip netns add "$net"
  ip link add "$link" type veth peer name eth0 netns "$net"
  ip addr add "$block.1/24" dev "$link"
  ip link set "$link" up
  ip -n "$net" addr add "$block.2/24" dev eth0
  ip -n "$net" link set lo up
  ip -n "$net" link set eth0 up
  ip -n "$net" route add default via "$block.1"
  echo 1 >/proc/sys/net/ipv4/ip_forward
  nft -f - <<END
table ip $net {
  chain out { type nat hook postrouting priority srcnat; ip saddr $block.0/24 oifname != "$link" masquerade; }
}
END
}

# certbot learns of it in its own settings. It reads names in a file of its own, and does not wait before it looks, as a busy one would.
start_acme() {
  local files=$machine/acme
  mkdir "$files"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=acme" -addext "subjectAltName=DNS:acme.test,IP:$block.1" \
    -keyout "$files/key.pem" -out "$files/acme.crt" 2>/dev/null
  echo "$block.2 $domain" >"$files/hosts"
  cat >"$files/pebble.json" <<END
{ "pebble": { "listenAddress": "$block.1:14000", "managementListenAddress": "$block.1:15000", "httpPort": 80, "tlsPort": 443,
  "certificate": "$files/acme.crt", "privateKey": "$files/key.pem", "certificateValidityPeriod": 7776000 } }
END
  # shellcheck disable=SC2016
  unshare --mount --propagation private sh -c 'mount --bind "$0/hosts" /etc/hosts && exec pebble -config "$0/pebble.json"' \
    "$files" >"$files/pebble.log" 2>&1 &
  acme=$!
  until_true 20 "pebble did not start: tail $files/pebble.log" \
    curl -fsS --cacert "$files/acme.crt" -o "$files/acme-root.crt" "https://$block.1:15000/roots/0"
  believe "$files/acme.crt"
  believe "$files/acme-root.crt"
  update_believed
  echo "server = https://acme.test:14000/dir" | install -D -m 644 /dev/stdin "$root/etc/letsencrypt/cli.ini"
}

# systemd-nspawn ends with 133 when the machine restarts. The machine's processes are counted in the one hierarchy that
# newer systemds know, whatever this machine's is.
boot() {
  local status=133
  while [ "$status" = 133 ]; do
    status=0
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --directory="$root" --boot --machine="$net" --register=no --keep-unit \
      --network-namespace-path="/run/netns/$net" --resolv-conf=off --timezone=off --link-journal=no </dev/null >>"$machine/console.log" 2>&1 || status=$?
  done
}

first_process() { pgrep -P "$(pgrep -P "$keeper" -x systemd-nspawn)" -x systemd; }
on_booted() { nsenter -t "$(first_process)" -m -u -i -n -p -C env -i -C / "${environment[@]}" "$@"; }
is_up() { [[ "$(on_machine systemctl is-system-running)" = running ]]; }
started_at() { on_machine systemctl show --property=UserspaceTimestampMonotonic --value; }

# What only a real machine can show. A doctor on a machine that is busy may find no answer in time, and is asked again.
booted_more() {
  local before service
  until_true 180 "the doctor found something: as_setrip npx ronda doctor" as_setrip npx ronda doctor
  passed "the doctor says that all is well"

  before=$(started_at)
  on_machine systemctl reboot
  until_true 60 "it did not restart" restarted_since "$before"
  until_true 120 "after the restart it is not well: on_machine systemctl --failed" is_up
  until_true 120 "after the restart the app does not answer" answers
  for service in nginx cron postgresql pm2-setrip certbot.timer; do
    on_machine systemctl is-active --quiet "$service" || refuse "after the restart $service does not run"
  done
  until_true 180 "after the restart the doctor found something: as_setrip npx ronda doctor" as_setrip npx ronda doctor
  passed "after a restart all is there again"

  before=$(served_certificate)
  on_machine certbot renew --quiet --force-renewal --no-random-sleep-on-renew || refuse "certbot renewed nothing"
  until_true 30 "nginx serves the certificate of before" serves_another_than "$before"
  passed "the certificate is renewed, and nginx serves the new one"

  cron_calls
  passed "cron calls the jobs"
  timers_call
  passed "timers of systemd call them"
  on_machine apt-cache show cronie >/dev/null 2>&1 || return 0
  on_machine env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends cronie >/dev/null 2>&1 || refuse "cronie cannot be installed"
  grep -q "^Nothing to do.$" <<<"$(set_up)" || refuse "cronie instead of cron is not enough"
  cron_calls
  passed "so does cronie"
}

# The patrol has a line, of each minute, where it is asked for.
cron_calls() {
  on_machine truncate --size=0 /var/log/setrip-cron.log
  as_setrip npx ronda install crontab --patrol
  until_true 120 "cron called nothing" on_machine grep -q " patrol 200 " /var/log/setrip-cron.log
  until_true 180 "with its lines the doctor found something: as_setrip npx ronda doctor" as_setrip npx ronda doctor
  as_setrip npx ronda install crontab
}

timers_call() {
  local user timer=setrip-cron-process-email-jobs.timer
  user=$(on_machine id -u setrip)
  ! as_setrip npx ronda install systemd || refuse "it did not say what starts a user's own systemd"
  on_machine loginctl enable-linger setrip
  until_true 60 "setrip's own systemd does not start" on_machine test -S "/run/user/$user/systemd/private"
  as_setrip npx ronda install systemd
  as_setrip npx ronda uninstall crontab
  # One of a minute, so that nobody waits.
  as_setrip mkdir -p "/home/setrip/.config/systemd/user/$timer.d"
  printf '[Timer]\nOnCalendar=minutely\n' | as_setrip tee "/home/setrip/.config/systemd/user/$timer.d/minutely.conf" >/dev/null
  as_setrip env XDG_RUNTIME_DIR="/run/user/$user" systemctl --user daemon-reload
  as_setrip env XDG_RUNTIME_DIR="/run/user/$user" systemctl --user restart "$timer"
  until_true 120 "no timer called a job" journal_says " process-email-jobs 200 "
  until_true 180 "with timers the doctor found something: as_setrip npx ronda doctor" as_setrip npx ronda doctor
  as_setrip npx ronda uninstall systemd
  as_setrip npx ronda install crontab
}

# What setrip itself may read.
journal_says() { as_setrip journalctl --user -u 'setrip-cron@*' --no-pager | grep -q "$1"; }
restarted_since() { local now; now=$(started_at) && [ -n "$now" ] && [ "$now" != "$1" ]; }
served_certificate() { on_machine sh -c "openssl s_client -connect $domain:443 -servername $domain </dev/null 2>/dev/null | openssl x509 -noout -serial"; }
serves_another_than() { local now; now=$(served_certificate) && [ -n "$now" ] && [ "$now" != "$1" ]; }

booted_stop() {
  if [ -n "$keeper" ]; then
    # Powers it off; one that hangs is ended.
    kill -s RTMIN+4 "$(first_process)" 2>/dev/null || true
    end_after 60 "$(pgrep -P "$keeper" -x systemd-nspawn)" &
    wait "$keeper" || true
    kill "$!" 2>/dev/null || true
  fi
  [ -z "$acme" ] || kill "$acme" 2>/dev/null || true
  nft delete table ip "$net" 2>/dev/null || true
  ip link del "$link" 2>/dev/null || true
  ip netns del "$net" 2>/dev/null || true
  echo "$was_forwarding" >/proc/sys/net/ipv4/ip_forward
}

end_after() { sleep "$1" && kill -9 "$2"; }
