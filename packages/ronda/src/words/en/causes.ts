import type { Causes, LockHeld } from "../id/causes.ts";

/** What the errors of drivers, of PostgreSQL and of Node mean. */
export const causes: Causes = {
  "disk-full": {
    says: "the disk is full",
    whatToDo: "See what fills it with `df -h` on the server, make room, then run the job again.",
  },
  "database-idle": {
    says: "the database closed the connection because its transaction did nothing for too long",
    whatToDo:
      "The job waits for something else inside a transaction. Run it again; if it repeats, its code needs mending.",
  },
  "database-slow": {
    says: "a statement took too long in the database and was cancelled",
    whatToDo:
      "The database is busy, or somebody holds the table. Run it again in a few minutes; if it repeats, look for slow statements in PostgreSQL's log.",
  },
  "database-locked": {
    says: "somebody else held the data it needs for too long",
    whatToDo: "Run it again when the other work is done; if it repeats, look for a transaction that stays open.",
  },
  deadlock: {
    says: "two pieces of work waited for each other in the database, and this one was cancelled",
    whatToDo: "Nothing is half done. Run it again; that usually succeeds at once.",
  },
  "database-cancelled": {
    says: "a statement in the database was cancelled half-way",
    whatToDo: "The run's time was over, or somebody cancelled it. Run the job again.",
  },
  "database-busy": {
    says: "all connections to the database are in use",
    whatToDo:
      "This usually passes: run it again in a few minutes. If it repeats, find what takes many connections, or raise `max_connections`.",
  },
  "database-away": {
    says: "the database does not answer",
    whatToDo:
      "See on the server whether PostgreSQL is running (`systemctl status postgresql`) and its address is right, then run the job again.",
  },
  "database-broke": {
    says: "the connection to the database broke in the middle of the work",
    whatToDo: "PostgreSQL may just have been restarted: see `systemctl status postgresql`, then run the job again.",
  },
  "database-login": {
    says: "the database refuses the name, the password or the rights",
    whatToDo:
      "Check the address of the database in the settings (usually `DATABASE_URL`): user, password, name of the database, and rights on the tables. Then restart the app.",
  },
  "database-tables": {
    says: "the tables in the database do not match this version of the app",
    whatToDo: "A migration has not been run, or the app that runs is not the version you think.",
  },
  "database-read-only": {
    says: "the database can only be read now",
    whatToDo:
      "The app may be connected to a copy, or the disk of the database is full. Check the address of the database in the settings (usually `DATABASE_URL`).",
  },
  "database-rule": {
    says: "the database refuses data that breaks its rules",
    whatToDo: "Nothing was stored. The original error names the rule; the code or the data needs mending.",
  },
  "certificate-expired": {
    says: "the HTTPS certificate of the service is not valid now",
    whatToDo: "Check the server's clock with `timedatectl`. If it is right, the service has to renew its certificate.",
  },
  certificate: {
    says: "the HTTPS certificate of the service cannot be trusted",
    whatToDo: "Check whether the address is right and the certificate is made for it.",
  },
  tls: {
    says: "no secure connection (TLS) could be made",
    whatToDo: "Check the address: `http` and `https`, or the port, may be mixed up.",
  },
  refused: {
    says: "the service accepts no connection",
    whatToDo: "The original error has its address: see whether that service is running, then run the job again.",
  },
  "no-such-host": {
    says: "the address of the service was not found",
    whatToDo: "Check how it is spelt, and whether the server can look up names on the internet (DNS).",
  },
  "no-way": {
    says: "the server has no way to the service",
    whatToDo: "Check the server's network: internet, firewall, and the address.",
  },
  "cut-off": {
    says: "the service cut the connection off",
    whatToDo: "This usually passes: run the job again. If it repeats, see what the service says of itself.",
  },
  "too-slow": {
    says: "the service took too long to answer",
    whatToDo: "This usually passes: run it again in a few minutes. If it repeats, see what the service says of itself.",
  },
  "too-many-files": {
    says: "the process has too many files open at once",
    whatToDo: "Restart the app; if it repeats, raise the limit (`ulimit -n`) and find what does not close them.",
  },
  "no-permission": {
    says: "the process may not read or write the file",
    whatToDo:
      "Check owner and rights of the folder in the original error with `ls -l`: it must belong to the user who runs the app.",
  },
  "read-only-disk": {
    says: "the disk can only be read",
    whatToDo: "It may be broken, or mounted for reading only: see `dmesg` and `mount` on the server.",
  },
  "no-file": {
    says: "a file or folder that is needed is not there",
    whatToDo: "The original error names it: see whether it was deleted, or the data folder is not the one you think.",
  },
  "port-taken": {
    says: "another process has the port",
    whatToDo: "Find it with `ss -ltnp`, then stop it or use another port.",
  },
  "no-memory": {
    says: "out of memory",
    whatToDo: "See `free -m` on the server: stop what takes too much, or add memory, then run it again.",
  },
  "not-json": {
    says: "the answer it got is broken, or not what it should be",
    whatToDo: "The service may be showing a page about a disturbance. Run it again; if it repeats, check the address.",
  },
  "http-login": {
    says: "the service refuses the key or its rights",
    whatToDo: "Check whether the key is still valid and was copied whole.",
  },
  "http-gone": {
    says: "the address does not exist, or was deleted",
    whatToDo: "Check whether it was copied whole and still exists there.",
  },
  "http-too-often": {
    says: "the service asks to wait, because it was asked too often",
    whatToDo: "This usually passes: run it again in a few minutes.",
  },
  "http-broken": {
    says: "the service is in trouble",
    whatToDo: "Wait until it is well again, then run the job again.",
  },
  code: {
    says: "there is a mistake in the job's code",
    whatToDo: "Running it again rarely helps. Send the original error and its stack to who writes the code.",
  },
  fetch: {
    says: "the service could not be reached",
    whatToDo: "Check the server's internet and the address of the service, then run the job again.",
  },
  aborted: {
    says: "the work was stopped half-way",
    whatToDo: "Its time was over, or its process stopped. Run the job again.",
  },
};

/** Of a lock that somebody is known to hold. */
export const lockHeld: LockHeld = {
  says: (holder, since) => `data that it needs is held by ${holder} since ${since}`,
  holder: (app, pid) => (app ? `${app} (process ${pid} in PostgreSQL)` : `process ${pid} in PostgreSQL`),
  jobs: (holder, jobs) => `${holder}, perhaps the job ${jobs},`,
  idle: (command) =>
    `Its transaction was left open and does nothing. Unless somebody waits for it, end it in psql, then run the job again: \`${command}\``,
  busy: (command) =>
    `Wait until that work is done, then run the job again. If it does not end, end it in psql: \`${command}\``,
};
