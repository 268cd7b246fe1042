import { triggerHeader } from "../http/trigger.ts";

/** The most of a response, in bytes, that stands in a line of the log. The whole of it is kept with the run. */
export const longestLoggedResponse = 600;

/** The most of a job's name in a line. A whole line stays below 1,024 bytes, which every shell's printf writes in one piece. */
const longestLoggedName = 100;

/** Says that the schedule asks, so that a slot is run once however often its line calls. Who calls by hand does not send it. */
const scheduleHeader = `${triggerHeader}: schedule`;

/** Where the script stands that a scheduler's lines call: beside the file that it has curl read. */
export function triggerScriptPath(curlConfigPath: string): string {
  return `${curlConfigPath}.sh`;
}

/**
 * The script that a scheduler's lines call with a job's address: `sh cron.curl.sh https://…/api/cron/<job>`. It prints
 * one line with the time, the job, the HTTP status (`curl-7` where there was no response, `-` where curl itself did not
 * start) and the beginning of the response, and prints it with a single write(2): lines of jobs that end at the same
 * moment never mix in a file that is appended to. Exit code 0 for a 2xx, else 1. Holds no secret; needs only what POSIX and every sh have, and curl 7.76.
 */
export function triggerScript(): string {
  return `# Written by \`ronda export curl-config\` and called by the lines of the scheduler: sh <this file> <address of a job>
# Prints one line in one piece: time, job, HTTP status, the beginning of the response.
LC_ALL=C
export LC_ALL

# The status first, on a line of its own, then the response. All of it is read, little of it is kept.
result=$(
  {
    body=$(
      curl --config "\${0%.sh}" --no-show-error --header '${scheduleHeader}' \\
        --write-out '%{stderr}%{http_code} %{exitcode} %{redirect_url} %{errormsg}\\n' "$1" 2>&3 |
        { head -c ${longestLoggedResponse + 1}; cat >/dev/null; } | tr '\\000-\\037\\177' ' '
    )
    printf '%s' "$body"
  } 3>&1
)
newline='
'
about=\${result%%"$newline"*}
response=\${result#"$about"}
response=\${response#"$newline"}
status=\${about%% *}
about=\${about#* }
exitcode=\${about%% *}
about=\${about#* }

case $status in
  000) status=curl-$exitcode response=\${about# } ;;
  3[0-9][0-9]) response="leads to \${about%% *}" ;;
  [1-9][0-9][0-9]) case $response in '{'*) ;; *'<'*'>'*) response='(a page, not a response of the app)' ;; esac ;;
  *) response=$(printf '%s' "$result" | tr '\\000-\\037\\177' ' ') status=- ;;
esac

# Half a character at the cut would make the file unreadable to grep.
if [ \${#response} -gt ${longestLoggedResponse} ]; then
  response=$(printf '%.${longestLoggedResponse}s' "$response")
  while :; do case $response in *[!\\ -~]) response=\${response%?} ;; *) break ;; esac; done
  response="$response..."
fi

printf '%s %.${longestLoggedName}s %s %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "\${1##*/}" "$status" "$response"
case $status in 2[0-9][0-9]) exit 0 ;; *) exit 1 ;; esac
`;
}
