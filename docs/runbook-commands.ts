import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What holds each command of the runbook: `typed` runs it as it stands there on a site with the real PM2 and expects these
 * words (`tests/host/runbook.test.ts`); `onMachine` does so as root on a machine of its own; `test` names the test that
 * executes it; `not` says why none can.
 */
export type Held =
  | { typed: RegExp; endsWith?: number[] }
  | { onMachine: RegExp }
  | { test: [file: string, title: string] }
  | { not: string };

const noSystemd =
  "asks systemd, which is not the first process where tests run; npm run test:bare boots a machine for it";
const noPostgresUser = "asks the machine's own PostgreSQL, as its user; npm run test:bare makes one";
const interactive = "waits for a person at the keyboard";
const thatMachine = "reads what that machine alone has written";
const typedBackups = "scripts/backups/typed.test.ts";

const install = ["tests/host/cron.test.ts", "cron takes the installed block"] as const;
const acts = "packages/ronda/src/cli/act.test.ts";
const rotates = "packages/ronda/src/cli/rotate.test.ts";
const releases = "tests/host/release.test.ts";
const machines = "tests/host/server-setup.test.ts";

/** Every command, as {@link commandsOf} normalises it. Those that are typed run in this order. */
export const runbookCommands: Record<string, Held> = {
  // --- A bare machine ---
  "sudo apt-get update && sudo apt-get install -y git": {
    not: "installs packages from the network; .ci/run does the like",
  },
  "git clone <repository> setrip-setup && cd setrip-setup": { onMachine: /^$/ },
  'sudo bash deploy/server-setup.sh --domain your-domain.com --email <mail> --bank "BCA:1234567890:PT SeTrip Indonesia" --admin <mail> --dry-run':
    { onMachine: /would +write \S+\.env [\s\S]*would +deploy the first release/ },
  'sudo bash deploy/server-setup.sh --domain your-domain.com --email <mail> --bank "BCA:1234567890:PT SeTrip Indonesia" --admin <mail>':
    {
      test: [machines, "makes user, folders, code and settings with secrets that nobody sees, and says what is left"],
    },
  "sudo -iu setrip": { not: interactive },
  "cd ~/setrip": { test: [machines, "makes user, folders, code and settings"] },
  "sudo reboot": { not: "ends the machine" },
  "sudo certbot renew --dry-run": {
    not: "asks Let's Encrypt; npm run test:bare renews with an ACME server of its own",
  },
  "sudo -u setrip ssh-keygen -t ed25519": { not: interactive },
  "git pull": { onMachine: /Already up to date/ },

  // --- By hand ---
  "sudo npm install -g pm2": {
    not: "installs from the network for the whole machine; .ci/run installs PM2 from its lockfile",
  },
  "cp .env.example .env": { onMachine: /^$/ },
  "chmod 600 .env": { onMachine: /^$/ },
  "sudo touch /var/log/setrip-cron.log": { onMachine: /^$/ },
  "sudo bash deploy/server-setup.sh": { not: "is the script of the set-up, which goes on with what is left" },
  "sudo bash deploy/server-setup.sh --domain your-domain.com --only packages,programs,user,database,code": {
    not: "is the script of the set-up with some of its steps, and needs the other server",
  },
  "sudo chown $(whoami) /var/log/setrip-cron.log": { onMachine: /^$/ },
  "sudo install -m 644 deploy/logrotate.conf /etc/logrotate.d/setrip-cron": { onMachine: /^$/ },
  "sudo logrotate -d /etc/logrotate.d/setrip-cron": { onMachine: /rotating pattern: \/var\/log\/setrip-cron\.log/ },
  "sudo logrotate -f /etc/logrotate.d/setrip-cron": { onMachine: /^$/ },
  "openssl rand -hex 32": { typed: /^[0-9a-f]{64}\n$/ },
  "openssl rand -base64 32": { typed: /^[\w+/]{43}=\n$/ },
  timedatectl: { not: noSystemd },
  "grep limiting /var/log/nginx/error.log": { onMachine: /limiting requests/ },
  "sudo grep '/api/cron/' /var/log/nginx/access.log | grep ' 401 ' | tail": { onMachine: /GET \/api\/cron\/prune/ },

  // --- Deploying ---
  "npm run deploy": { test: [releases, "starts the first release"] },
  "npm run deploy -- --built /tmp/setrip-built": { test: [releases, "replaces it by the next one"] },
  "npm run rollback": { test: [releases, "puts the release before in place and says what it does not undo"] },
  "npm run rollback -- <release>": {
    test: [releases, "puts the release before in place and says what it does not undo"],
  },
  "npm run rollback -- --list": { typed: /serves/ },
  "npm run admin:add <mail>": {
    test: ["scripts/admin-add.test.ts", "prints a link with which the new administrator sets a password"],
  },
  "npm test": { not: "is the tests themselves" },
  "pm2 startup": {
    not: "writes a unit of systemd for the machine; `systemd-analyze verify` knows only those that it wrote",
  },
  "systemctl is-enabled pm2-$(whoami)": { not: noSystemd },

  // --- The jobs ---
  "npx ronda list": { typed: /expire-payments +\*\/5 \* \* \* \*/ },
  "npx ronda next": { typed: /expire-payments/ },
  "npx ronda run <job>": { typed: /"ok":true/ },
  "npx ronda run auto-complete-trips": { typed: /"ok":true/ },
  "npx ronda run process-email-jobs": { typed: /"ok":true/ },
  "npx ronda run cleanup-trip-images": { typed: /"ok":true/ },
  "npx ronda run expire-payments": { typed: /"ok":true/ },
  "npx ronda run money-reconcile": { typed: /"ok":true/ },
  "npx ronda run check-stored-files": { typed: /"ok":true/ },
  "npx ronda run": { typed: /missing required argument/, endsWith: [2] },
  "npx ronda runs": { typed: /expire-payments +SUCCESS +manual/ },
  "npx ronda runs --follow": {
    test: ["packages/ronda/src/cli/cli.test.ts", "follows: prints a run again when its state changes"],
  },
  "npx ronda runs --status failed --job process-email-jobs": { typed: /^/ },
  "npx ronda run --again <run>": { typed: /"ok":true/ },
  "npx ronda incidents --open": { typed: /^/ },
  'npx ronda pause <job> --until 2h --reason "…"': { typed: /expire-payments/ },
  "npx ronda resume <job>": { typed: /expire-payments/ },
  "snooze <job> --until 8:00": { test: [acts, "list what is wrong, and take it by its id or by what it is about"] },
  "npx ronda ack <job>": { test: [acts, "list what is wrong, and take it by its id or by what it is about"] },
  "sudo timedatectl set-ntp true": { not: noSystemd },
  "journalctl -u postgresql": { not: noSystemd },
  'npx ronda trust-clock --reason "…"': {
    test: [acts, "ronda trust-clock says that the clock of its machine is right"],
  },
  'npx ronda release <run> --reason "…"': { test: [acts, "ronda release gives up on a run that hangs"] },
  "npx ronda patrol": { typed: /^/ },
  "npx ronda doctor": { typed: /ok +running app: it says that it is ready, release/, endsWith: [0, 1] },
  "npx ronda export curl-config": { typed: /cron\.curl \(mode 0600\)/ },
  "curl --config ~/.config/setrip/cron.curl https://your-domain.com/api/cron/<job>": { typed: /"ok":true/ },
  "curl --config ~/.config/setrip/cron.curl https://your-domain.com/api/cron/auto-complete-trips": {
    typed: /"ok":true/,
  },
  "tail -f /var/log/setrip-cron.log": { not: "goes on for ever; what stands in the file: tests/host/cron.test.ts" },

  // --- The crontab and other schedulers ---
  "npx ronda install crontab": { test: [...install] },
  "npx ronda install crontab --dry-run": {
    test: [
      "packages/ronda/src/cli/install-crontab.test.ts",
      "the command itself shows, with --dry-run, what is left for root",
    ],
  },
  "npx ronda uninstall crontab": {
    test: ["packages/ronda/src/cli/install-crontab.test.ts", "ronda uninstall crontab takes away the block"],
  },
  "npx ronda export crontab --check": {
    test: ["packages/ronda/src/cli/export.test.ts", "crontab --check shows what differs and ends with 1"],
  },
  "crontab -l": { test: ["tests/host/cron.test.ts", "the secret is in neither `crontab -l` nor `ps`"] },
  "sudo systemctl restart cron": { not: noSystemd },
  "systemctl status cron": { not: noSystemd },
  "systemctl status crond": { not: noSystemd },
  "npx ronda install systemd": {
    test: [
      "packages/ronda/src/cli/install-systemd.test.ts",
      "writes and starts the caller's own timers, without a secret in them",
    ],
  },
  "journalctl --user -u 'setrip-cron@*'": { not: noSystemd },
  "journalctl --list-boots": { not: noSystemd },
  "npx ronda export kubernetes --url http://setrip.default.svc:3000": { typed: /kind: CronJob/ },
  "npx ronda export vercel --output vercel.json": { typed: /vercel\.json/ },
  "npx ronda export docs": { test: ["docs/runbook.test.ts", "the job tables are those of the registry"] },
  "ronda export docs": { test: ["docs/runbook.test.ts", "the job tables are those of the registry"] },
  "npx ronda export docs --write": {
    test: [
      "packages/ronda/src/cli/export.test.ts",
      "docs --write brings all tables up to date whose marks a file has, those of the app itself, too",
    ],
  },

  // --- The secret ---
  "npx ronda rotate": { test: [rotates, "goes step by step to a new secret, and no trigger is refused meanwhile"] },
  "npx ronda rotate --finish": {
    test: [rotates, "goes step by step to a new secret, and no trigger is refused meanwhile"],
  },
  "npx ronda rotate --status": { test: [rotates, "says where it stands, and changes nothing by that"] },
  "npx ronda rotate --new": {
    test: [rotates, "goes step by step to a new secret, and no trigger is refused meanwhile"],
  },
  "npx ronda rotate --leaked": {
    test: [rotates, "takes a leaked secret away at once, also in the middle of a rotation"],
  },

  // --- Looking ---
  "curl -s http://127.0.0.1:3000/api/health/live": { typed: /ok/ },
  "curl -s http://127.0.0.1:3000/api/health/ready": { typed: /"release"/ },
  "curl -s -H \"Authorization: Bearer $(grep '^METRICS_TOKEN=' .env | cut -d= -f2-)\" http://127.0.0.1:3000/metrics | grep ronda_job_badge":
    { typed: /^ronda_job_badge\{/m },
  "dmesg | grep -i kill": { not: thatMachine },
  "df -h": { typed: /Filesystem/ },
  "ls -ld \"$(grep '^SETRIP_DATA_DIR=' .env | cut -d= -f2-)\"": { typed: /^drwx/ },
  "sudo chown": { not: "is named without what it is called with" },
  "sudo du -xh / 2>/dev/null | sort -h | tail -20": { not: "reads the whole disk" },
  "man curl": { not: interactive },
  "pm2 status": { typed: /setrip[\s\S]*online/ },
  "pm2 env": { not: "is named only to say that it does not show what the app reads" },
  "pm2 logs setrip": { not: "goes on for ever; the same with --nostream is executed" },
  "pm2 logs setrip --lines 200": { not: "goes on for ever; the same with --nostream is executed" },
  "pm2 logs setrip --err --lines 200": { not: "goes on for ever; the same with --nostream is executed" },
  "pm2 logs setrip --nostream --lines 1000 | grep cron": { typed: /cron/ },
  "pm2 logs setrip --nostream --lines 1000 | grep patrol": { typed: /^/, endsWith: [0, 1] },
  "pm2 logs setrip --nostream --lines 1000 | grep '\"env\"'": { typed: /MAIL_CALLS_PER_SECNOD/ },
  'pm2 logs setrip --nostream --lines 5000 | grep "page failed"': {
    typed: /"code":"\d+","method":"GET","path":"\/",.*"cause":"relation \\"Trip\\" does not exist","msg":"page failed"/,
  },
  'zgrep -h "page failed" ~/.pm2/logs/setrip-out.log*': { not: "reads the same lines where PM2 writes for that user" },
  'pm2 logs setrip --nostream --lines 1000 | grep \'"scope":"security"\'': { typed: /sign-in refused/ },
  'pm2 logs setrip --nostream --lines 1000 | grep \'"scope":"front"\'': { typed: /too-many-fields|bad-/ },

  // --- PM2 ---
  "pm2 startOrReload deploy/ecosystem.config.cjs --update-env": { typed: /setrip/ },
  "pm2 reload": { not: "is named only to say what it does not look at" },
  "pm2 restart": { not: "is named only to say what it does not look at" },
  "pm2 save": { typed: /Successfully saved/ },
  "pm2 scale setrip 3 && pm2 save": { typed: /Successfully saved/ },
  "pm2 stop setrip": { typed: /stopped/ },
  "pm2 delete setrip && pm2 start deploy/ecosystem.config.cjs && pm2 save": { typed: /Successfully saved/ },
  "pm2 update": { not: "ends PM2's own process and starts it anew, under the user's whole session" },
  "pm2 delete setrip && pm2 save --force": { typed: /Successfully saved/ },

  // --- The database ---
  "alter role setrip set lock_timeout = '5s';": { typed: /^/ },
  "alter role setrip set statement_timeout = '5min';": { typed: /^/ },
  "alter role setrip set idle_in_transaction_session_timeout = '30s';": { typed: /^/ },
  "select pid, usename, state, query from pg_stat_activity where pid = 123": { typed: /^/ },
  "select pg_terminate_backend(123)": { typed: /^/ },
  "select pid, wait_event_type, state, query from pg_stat_activity where application_name = 'setrip'": { typed: /^/ },

  // --- Backups ---
  "npm run backup": { test: [typedBackups, "a backup is made, listed and checked"] },
  "npm run backup -- --list": { test: [typedBackups, "a backup is made, listed and checked"] },
  "npm run restore -- --help": { test: [typedBackups, "--help says what there is"] },
  "npm run restore": { not: "is named only to say what is to be repeated" },
  "npm run restore …": { not: "is named without what it is called with" },
  "npm run restore /mnt/backup/setrip/20261130-184500": {
    test: [typedBackups, "one is put back as it was"],
  },
  "npm run restore ~/20261130-184500 -- --replace": { test: [typedBackups, "one is put back as it was"] },
  "npm run restore /mnt/backup/setrip/20261130-184500 -- --check": {
    test: [typedBackups, "a backup is made, listed and checked"],
  },
  "npm run restore -- --accept-files": {
    test: ["domain/installation/belonging.test.ts", "somebody may say that they belong together all the same"],
  },
  "sudo -u postgres createdb -O setrip setrip_restored": { not: noPostgresUser },
  "sudo -u postgres createdb -O setrip setrip_rehearsal": { not: noPostgresUser },
  "sudo -u postgres dropdb setrip_rehearsal": { not: noPostgresUser },
  "mkdir -m 700 ~/rehearsal": { onMachine: /^$/ },
  "rm -r ~/rehearsal": { onMachine: /^$/ },
  "<mail> SETRIP_DATA_DIR=~/rehearsal npm run restore /mnt/backup/setrip/20261130-184500": {
    test: [typedBackups, "one is put back as it was"],
  },
  "age-keygen -o key.txt": { not: "is typed on another computer" },
  "sudo rsync -a --chown=setrip:setrip /mnt/backup/setrip/20261130-184500 newserver:/home/setrip/": {
    not: "copies to another machine; typed between two of systemd-nspawn",
  },
  "sudo rsync --chown=setrip:setrip --chmod=600 /home/setrip/setrip/.env newserver:/home/setrip/setrip/.env": {
    not: "copies to another machine; typed between two of systemd-nspawn",
  },
  "rsync -aH --delete /mnt/backup/setrip/ elsewhere:setrip/": { not: "copies to another machine" },
  "sudo apt-get install postgresql-client": { not: "installs packages from the network; .ci/run does the like" },
};

/** What stands in code and has several words, but is no command: what programs say, lines of settings. */
const notTyped = [
  /^(admin page refused|limit reached|owner not proved|second step refused|sign-in (locked|refused))$/,
  /^(locked: Trip by process|relation "Trip" does not exist)/,
  /^the crontab is as it should be$/,
  /^wrote …/,
  /^processes: 1$/,
  /^ronda_(job_badge|scrape_error)/,
  /^runCron\(/,
  /^worker_(connections|rlimit_nofile) \d+;$/,
];

/** Every command of a text, each once: the lines of its blocks and what is quoted in sentences and comments. */
export function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|sql)\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
    block!.trim().split("\n"),
  );
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```/gm, "");
  const quoted = [
    ...`${prose}\n${blocks.map((line) => line.split(/ +# /)[1] ?? "").join("\n")}`.matchAll(/`([^`\n]+)`/g),
  ]
    .map(([, span]) => span!)
    .filter((span) => /^[a-z~./][^ {]* ./.test(span) || span === "timedatectl");
  const all = [...blocks.map((line) => line.split(/ +# /)[0]!), ...quoted].map(normalised);
  return [...new Set(all)].filter((command) => !notTyped.some((pattern) => pattern.test(command)));
}

/** What differs from language to language is one. */
function normalised(command: string): string {
  return command
    .trim()
    .replaceAll("\\|", "|")
    .replaceAll(/\S+@[a-z]\S+/g, "<mail>")
    .replace(/--reason "[^"]*"/, '--reason "…"')
    .replace(/ --locale \w+/, "")
    .replace(/(--output docs\/runbook\.)\w+(\.md)/, "$1<language>$2");
}

/** The commands of the runbook in one language. */
export function commandsOfRunbook(locale: "id" | "en"): string[] {
  return commandsOf(readFileSync(join(import.meta.dirname, `runbook.${locale}.md`), "utf8"));
}
