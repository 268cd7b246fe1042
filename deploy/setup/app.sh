# shellcheck shell=bash
# The app: its code, its settings, the first release, the start with the machine, the crontab, the first administrator.

# Runs something in the app's folder as the app's user, with the environment of somebody who has just signed in: a variable
# of root's would win over .env. Only what leads to the network comes along.
as_user() {
  (
    local name
    for name in $(compgen -e); do
      case $name in
        PATH | TERM | HTTP_PROXY | HTTPS_PROXY | NO_PROXY | http_proxy | https_proxy | no_proxy | NODE_EXTRA_CA_CERTS) ;;
        *) unset "$name" ;;
      esac
    done
    export HOME="$home" USER="$user" LOGNAME="$user" SHELL=/bin/bash LANG=C.UTF-8
    if [ -d "$app" ]; then cd "$app" || exit; else cd / || exit; fi
    exec runuser -u "$user" -- "$@"
  )
}

# --- Code -----------------------------------------------------------------------------------------------------------

step_code() {
  local place=${from:-$here}
  if [ -e "$app/.git" ]; then
    already "the code in $app; bring a newer one as $user: git pull, then npm run deploy"
  elif [ -e "$app" ] && [ -n "$(ls -A "$app")" ]; then
    die "$app is there and is no clone of the repository: move it away, then call this again."
  elif [ -d "$place" ]; then
    check_source "$place"
    change "clone the commit of $place that is checked out into $app" clone_folder "$place"
  else
    change "clone $place into $app" as_user git clone --quiet -- "$place" "$app"
  fi
  reaches_origin
}

# What root could clone the app's user may not be able to, who brings the next release.
reaches_origin() {
  local origin words
  [ -e "$app/.git" ] || return 0
  if ! origin=$(as_user git remote get-url origin 2>/dev/null); then
    left "the code has no address from which newer code comes" "Tell where newer code comes from: as $user in $app, git remote add origin <address>"
  elif ! words=$(fetches "$origin" 2>&1); then
    left "$user cannot fetch from $origin: $(tail -n 1 <<<"$words")" \
      "Before the next release git fetch must work as $user in $app. A repository with ssh: sudo -u $user ssh-keygen -t ed25519, then enter $home/.ssh/id_ed25519.pub there as a deploy key; another address: git remote set-url origin <address>."
  fi
}

fetches() {
  as_user timeout 20 env GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND="ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new" \
    git ls-remote --quiet --exit-code "$1" HEAD
}

check_source() {
  local git=(git -c "safe.directory=*" -C "$1")
  # git is one of the packages that are still to come.
  command -v git >/dev/null || return 0
  "${git[@]}" rev-parse --verify --quiet HEAD >/dev/null || die "$1 is no clone of the repository, so the app could not be brought up to date later: clone it with git, or say --from <address>."
  [ "$("${git[@]}" rev-parse --is-shallow-repository)" = false ] || die "$1 is a shallow clone: git fetch --unshallow there, or say --from <address>."
  [ -z "$("${git[@]}" status --porcelain --untracked-files=no)" ] || note "$1 has changes that are not committed, so they did not come along."
}

# Through a bundle: the app's user may not be able to read the folder, and everything that is made is theirs.
clone_folder() {
  local git=(git -c "safe.directory=*" -C "$1") folder branch origin
  folder=$(mktemp -d)
  chmod 711 "$folder"
  branch=$("${git[@]}" symbolic-ref --quiet --short HEAD) || branch=
  "${git[@]}" bundle create "$folder/code" HEAD ${branch:+"$branch"}
  chmod 644 "$folder/code"
  as_user git clone --quiet "$folder/code" "$app"
  rm -r "$folder"
  if origin=$("${git[@]}" remote get-url origin); then
    as_user git remote set-url origin "$origin"
    # Another's folder on this machine git trusts only where it is told to.
    ! [ -d "$origin" ] || as_user git config --global --add safe.directory "$origin"
  else
    as_user git remote remove origin
  fi
}

# --- Settings -------------------------------------------------------------------------------------------------------

readonly required=(DATABASE_URL SETRIP_DATA_DIR APP_URL AUTH_SECRET PLATFORM_BANK_ACCOUNTS CRON_SECRET)

# The value of a variable in .env, empty where there is none.
setting() {
  local text="" name value
  [ -r "$app/.env" ] || return 0
  while IFS='=' read -r name value || [ -n "$name" ]; do [ "$name" != "$1" ] || text=$value; done <"$app/.env"
  text=${text#[\"\']}
  printf %s "${text%[\"\']}"
}

public_name() {
  local url
  url=$(setting APP_URL)
  case $url in
    https://*) url=${url#https://} && printf %s "${url%%[:/]*}" ;;
    "") printf %s "$domain" ;;
  esac
}

app_port() {
  local own
  own=$(setting PORT)
  printf %s "${own:-${port:-3000}}"
}

step_settings() {
  local name
  if [ -e "$app/.env" ]; then
    already "$app/.env, which stays as it is"
    [ "$(stat -c %a:%U "$app/.env")" = "600:$user" ] || change "make $app/.env readable by $user alone" close_settings
    differs --domain "$domain" "$(public_name)" APP_URL
    differs --port "$port" "$(app_port)" PORT
  else
    change "write $app/.env (mode 0600): secrets made here, the database, ${domain:-this machine alone} as the address" write_settings
  fi
  for name in $(empty_settings); do
    left "$name in .env is empty" "Write $name into $app/.env, which says how (or move it away and say --bank), and call this again."
  done
}

# The required variables that .env does not have, or would not have.
empty_settings() {
  local name
  if [ -e "$app/.env" ]; then
    for name in "${required[@]}"; do [ -n "$(setting "$name")" ] || echo "$name"; done
  elif [ -z "$bank" ]; then
    echo PLATFORM_BANK_ACCOUNTS
  fi
}

# differs <option> <what was said> <what .env says> <variable>
differs() {
  [ -z "$2" ] || [ "$2" = "$3" ] || left "$1 $2 is not what .env says" "$1 $2 was said, but $4 in $app/.env stays as it is: change it there, then reload the app."
}

close_settings() {
  chown "$user:$(group)" "$app/.env"
  chmod 600 "$app/.env"
}

# The example with the values of this machine. Secrets pass through this shell alone, no program's arguments and no log.
write_settings() {
  local line name address new=$app/.env.new accounts="" text="" database_address filled=0
  database_address=$(database_url)
  address=http://localhost:$(app_port)
  [ -z "$domain" ] || address=https://$domain
  [ -z "$bank" ] || accounts=$(bank_accounts)
  while IFS= read -r line; do
    name=${line%%=*} filled=$((filled + 1))
    case $line in
      DATABASE_URL=) line=DATABASE_URL=$database_address ;;
      SETRIP_DATA_DIR=) line=SETRIP_DATA_DIR=$data_folder ;;
      APP_URL=) line=APP_URL=$address ;;
      AUTH_SECRET= | CRON_SECRET=) line=$name=$(new_secret) ;;
      PLATFORM_BANK_ACCOUNTS=) line=PLATFORM_BANK_ACCOUNTS=$accounts ;;
      PORT=) line=PORT=$(app_port) ;;
      *) filled=$((filled - 1)) ;;
    esac
    text+=$line$'\n'
  done <"$app/.env.example"
  [ "$filled" = 7 ] || die "$app/.env.example does not have the lines that this script fills in."
  install_as_user 600 /dev/null "$new"
  printf %s "$text" >"$new"
  mv "$new" "$app/.env"
}

# 256 random bits, as `openssl rand -hex 32` makes them.
new_secret() { od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'; }

bank_accounts() {
  local name number holder key
  IFS=: read -r name number holder <<<"$bank"
  key=$(printf %s "$name" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z0-9' '-')
  key=${key#-}
  printf "'[{\"key\":\"%s\",\"bank\":\"%s\",\"number\":\"%s\",\"holder\":\"%s\"}]'" "${key%-}" "$name" "$number" "$holder"
}

# --- The first release, and its start with the machine ---------------------------------------------------------------

is_deployed() { [ -L "$app-releases/current" ]; }

step_release() {
  local empty
  if is_deployed; then
    already "a release: $(basename "$(readlink "$app-releases/current")"); npm run deploy brings the next one"
    answers || left "it does not answer on port $(app_port)" "The app does not answer on port $(app_port). As $user: pm2 logs setrip, then npm run deploy"
    return
  fi
  hint_about_size
  empty=$(empty_settings)
  if [ -n "$empty" ]; then
    left "the first release waits for ${empty//$'\n'/, }" "Then call this again: it deploys the first release."
    return
  fi
  if ! is_working; then
    cannot_look_yet "deploy the first release (npm run deploy): some minutes, mostly for the build"
    return
  fi
  announce
  as_user npm run deploy || die "The first release is not there. Mend what is said above, and call this again."
  line 'done' "the first release serves"
}

answers() { curl -fsS -o /dev/null --max-time 10 "http://127.0.0.1:$(app_port)/api/health/ready" 2>/dev/null; }

hint_about_size() {
  local memory disk
  memory=$(awk '/^(MemAvailable|SwapFree):/ { sum += $2 } END { print int(sum / 1024) }' /proc/meminfo)
  disk=$(df -Pm "$(dirname "$home")" | awk 'END { print $4 }')
  [ "$memory" -ge 2000 ] || left "only $memory MB of memory and swap are free; a build needs about 2000" \
    "Little memory for building: add swap (fallocate -l 2G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile, and a line in /etc/fstab), or build elsewhere: npm run deploy -- --built <folder>"
  [ "$disk" -ge 6000 ] || left "only $disk MB of disk are free; three releases need about 6000" "Little disk: three releases and their modules need about 6 GB."
}

step_reboot() {
  local unit=pm2-$user
  if [ -e "/etc/systemd/system/$unit.service" ] && systemctl is-enabled --quiet "$unit"; then
    already "$unit starts with the machine"
  elif ! has_systemd; then
    left "there is no systemd here" "There is no systemd here, so nothing starts with the machine: let your own supervisor call, as $user, pm2 resurrect"
  else
    change "let PM2 start with the machine: pm2 startup" pm2 startup systemd -u "$user" --hp "$home"
  fi
}

# --- Cron -----------------------------------------------------------------------------------------------------------

step_crontab() {
  service_runs "$(cron_service)"
  if ! is_deployed; then
    is_working || cannot_look_yet "install the crontab: npx ronda install crontab"
    return 0
  fi
  if as_user npx ronda export crontab --check >/dev/null 2>&1; then already "the crontab of $user"; elif is_reachable; then
    change "install the crontab: npx ronda install crontab, and call once what is due every few minutes" install_crontab
  else
    left "$(setting APP_URL) does not answer, and the crontab's lines call that address" "Once $(setting APP_URL) answers, call this again: it installs the crontab."
  fi
}

# A slot that passed while nothing called the app is made up for at once, by the very line that cron will call.
install_crontab() {
  as_user npx ronda install crontab
  as_user crontab -l | sed -n 's|^\*/[0-9]* \* \* \* \* \(sh .*/cron\.curl\.sh .*\)|\1|p' |
    while IFS= read -r line; do as_user sh -c "$line" </dev/null || true; done
}

is_reachable() { curl -fsS -o /dev/null --max-time 10 "$(setting APP_URL)/api/health/live" 2>/dev/null; }

# --- People ---------------------------------------------------------------------------------------------------------

step_admin() {
  if ! is_deployed; then
    if [ -n "$admin" ] && ! is_working; then cannot_look_yet "make $admin the first administrator"; fi
    return 0
  fi
  case $(administrators) in
    "") ;;
    0)
      if [ -z "$admin" ]; then left "nobody is an administrator yet" "The first administrator: call this with --admin <address>, or as $user in $app: npm run admin:add <address>"; elif ! is_working; then
        cannot_look_yet "make $admin the first administrator"
      else
        announce
        as_user npm run admin:add "$admin"
      fi
      ;;
    *) already "an administrator" ;;
  esac
}

# How many there are; empty where the database is not this machine's.
administrators() {
  ! uses_local_database || (cd / && runuser -u "$user" -- psql -X -tA -d "$(setting DATABASE_URL)" -c "select count(*) from \"User\" where role = 'ADMIN'")
}

step_doctor() {
  is_deployed || return 0
  is_working || { line would "look at all of it: npx ronda doctor" && return 0; }
  announce
  as_user npx ronda doctor || left "the doctor found something" "See what npx ronda doctor says above: each line has the command that mends it."
}

# What serves without it, and is worth doing all the same.
advise() {
  is_deployed || return 0
  say "" "Worth doing, in $app/.env, which says how to get each; then as $user: pm2 startOrReload deploy/ecosystem.config.cjs --update-env"
  worth RESEND_API_KEY "mails leave; until then they wait in the queue"
  worth EMAIL_FROM "mails come from your own domain, once it is verified at Resend"
  worth ADMIN_ALERT_WEBHOOK_URL "alerts reach Discord, not only by mail"
  worth SETRIP_BACKUP_DIR "the nightly backups outlive this machine's disk"
  worth DEADMAN_PING_URL "somebody outside tells when the whole server is off"
  say "The firewall was left alone: people need the ports 80 and 443, you need yours for ssh, and $(app_port) stays closed."
}

worth() { [ -n "$(setting "$1")" ] || printf '  - %s: %s\n' "$1" "$2"; }
