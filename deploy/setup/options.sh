# shellcheck shell=bash
# The options of deploy/server-setup.sh; wrong ones are named before anything is looked at.

domain="" email="" user=setrip port="" from="" bank="" admin="" only="" dry_run=no yes=no
readonly data_folder=/var/lib/setrip database=setrip

usage() {
  cat <<'END'
Usage: sudo bash deploy/server-setup.sh [options]

Makes a server of SeTrip out of a bare Debian 12, Debian 13 or Ubuntu 24.04: Debian's packages, Node, PM2, PostgreSQL,
nginx, cron, a user, folders, .env with made secrets, a certificate, the first release, its start after a reboot, the
crontab. It prints what it will do and asks. Whatever is there stays as it is; call it as often as you like.

  --domain <name>     where people reach it: setrip.example. Without one it serves this machine alone
  --email <address>   whom Let's Encrypt may write to about the certificate
  --bank <account>    where participants pay: "BCA:1234567890:PT SeTrip Indonesia"
  --admin <address>   the first administrator; prints a link that sets the password, where there is no administrator yet
  --user <name>       who owns and runs the app: setrip unless told
  --port <number>     where the app listens on loopback: 3000 unless told
  --from <place>      where the code comes from: a folder or an address for git clone; this folder unless told
  --only <steps>      only these, with commas: packages, programs, user, database, code, settings, certificate, site,
                      reboot, release, crontab, admin, doctor
  --dry-run           print what it would do, and change nothing
  --yes               do not ask

Exit code 0: all is done; 1: something failed; 2: called wrongly, or something is left for you, which it names.

Examples:
  sudo bash deploy/server-setup.sh --domain setrip.example --bank "BCA:1234567890:PT SeTrip Indonesia" --dry-run
  sudo bash deploy/server-setup.sh          # later on: .env knows the domain and the port
END
}

wrong() {
  printf '%s\n' "$*" "Say --help for all options." >&2
  exit 2
}

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --domain | --email | --bank | --admin | --user | --port | --from | --only)
        [[ $# -gt 1 && "$2" != --* ]] || wrong "$1 needs a value."
        printf -v "${1#--}" %s "$2"
        shift
        ;;
      --dry-run) dry_run=yes ;;
      --yes) yes=yes ;;
      --help | -h) usage && exit 0 ;;
      *) wrong "There is no option \"$1\"." ;;
    esac
    shift
  done
  check_options
}

check_options() {
  local label='[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?' step
  [[ -z "$domain" || "$domain" =~ ^($label\.)+[a-z]([a-z0-9-]*[a-z0-9])$ ]] ||
    wrong "--domain \"$domain\" is no name of a host: write it small and without https://, such as setrip.example."
  [[ -z "$email" || "$email" =~ ^[^[:space:]@]+@[^[:space:]@]+\.[^[:space:]@]+$ ]] || wrong "--email \"$email\" is no mail address."
  [[ -z "$admin" || "$admin" =~ ^[^[:space:]@]+@[^[:space:]@]+\.[^[:space:]@]+$ ]] || wrong "--admin \"$admin\" is no mail address."
  [[ "$user" =~ ^[a-z][a-z0-9-]{0,30}$ ]] || wrong "--user \"$user\" is no user's name: small letters, digits, hyphens."
  [ "$user" != root ] || wrong "--user root would serve with all rights: name another one."
  [[ -z "$port" || ("$port" =~ ^[1-9][0-9]{3,4}$ && "$port" -ge 1024 && "$port" -le 65535) ]] ||
    wrong "--port \"$port\" must be a number from 1024 to 65535."
  [ -z "$bank" ] || check_bank
  [ ! -d "$from" ] || from=$(cd "$from" && pwd)
  for step in ${only//,/ }; do
    [[ " ${steps[*]} " == *" $step "* ]] || wrong "--only: there is no step \"$step\": ${steps[*]}."
  done
}

# What stands in it comes into one line of .env, in quotes.
check_bank() {
  [[ "$bank" =~ ^([^:]+):([0-9]{6,20}):([^:]+)$ ]] ||
    wrong "--bank \"$bank\" must be the bank, the number and the holder with colons: \"BCA:1234567890:PT SeTrip Indonesia\"."
  [[ "$bank" != *[\'\"\\]* && "$bank" != *[[:cntrl:]]* ]] || wrong "--bank may have no quotes, backslashes or line ends."
}

is_wanted() { [[ -z "$only" || ",$only," == *",$1,"* ]]; }
