# shellcheck shell=bash
# What the steps say and how they act. Each line begins with how a thing stands: already, would, done, left.

# Set by server-setup.sh: `look` or `work`, and where the output of programs goes.
mode=look
log=/dev/null
would=0
heading=""
ticker=""
remaining=()

say() { printf '%s\n' "$@"; }

# The name of a step is printed with the first of its lines.
announce() {
  [ -z "$heading" ] || say "$heading"
  heading=""
}

line() {
  announce
  printf '  %-8s %s\n' "$1" "$2"
}

# On a terminal, what takes long is named before it is done, and after a while how long it has been at it.
begin() {
  [ -t 1 ] || return 0
  announce
  printf '  …        %s\r' "$1"
  tick "$1" &
  ticker=$!
}

# Ends with the script, too.
tick() {
  local since=$SECONDS
  while sleep 10 && kill -0 $$ 2>/dev/null; do printf '  …        %s (%d s)\r' "$1" $((SECONDS - since)); done
}

finish() {
  [ -n "$ticker" ] || return 0
  kill "$ticker" 2>/dev/null || true
  ticker=""
  # What is said next takes its place.
  printf '\r\e[K'
}

already() { line already "$1"; }

# Something that stays as it is, and what somebody has to do about it, which is repeated at the end.
left() {
  line left "$1"
  remaining+=("${2:-$1}")
}

# Only said at the end.
note() { remaining+=("$1"); }

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

is_working() { [ "$mode" = work ]; }

# change <what> <command …>: does it, or says that it would. The output of programs is shown only when they fail.
change() {
  local what=$1
  shift
  if ! is_working; then
    would=$((would + 1))
    line would "$what"
    return
  fi
  begin "$what"
  quietly "$@"
  finish
  line 'done' "$what"
}

# cannot_look_yet <what it will do> <what is wrong when it still cannot>: for what only an earlier step makes possible.
cannot_look_yet() {
  ! is_working || die "$2"
  would=$((would + 1))
  line would "$1"
}

quietly() {
  local from status
  from=$(($(wc -l <"$log") + 1))
  set +e
  (
    set -e
    "$@"
  ) >>"$log" 2>&1 </dev/null
  status=$?
  set -e
  [ "$status" = 0 ] && return
  finish
  tail -n "+$from" "$log" | tail -n 25 >&2
  die "That failed (the whole output is in $log). What was done before stays; mend the cause, and call this again: it goes on from there."
}

confirm() {
  [ "$yes" = no ] || return 0
  [ -t 0 ] || die "Nobody is here to ask: read what it would do above, and call it with --yes."
  local reply
  read -r -p "Go on? [y/N] " reply
  [[ "$reply" == [yY]* ]] || die "Nothing was changed."
}

# What a person has to do, and 2 as the exit code while there is anything.
show_what_is_left() {
  [ ${#remaining[@]} -gt 0 ] || return 0
  local thing
  say "" "What is left for you:"
  for thing in "${remaining[@]}"; do printf '  - %s\n' "$thing"; done
  exit 2
}
