import { clock } from "#clock.ts";
import { databaseUrl, disconnect } from "#db/connection.ts";
import { connectionError } from "#db/connection-error.ts";
import { migrate } from "#db/migrate.ts";
import { type AddedAdministrator, addAdministrator } from "#domain/users/administrators.ts";
import { env, environmentSources } from "#env.ts";
import { moment } from "#texts/format.ts";
import { SetupError } from "./ensure/setup-error.mjs";
import { explainAndExit, keepEmbeddedServerRunning, namedDataFolder } from "./serve.ts";

/**
 * `npm run admin:add <email>`: makes somebody an administrator and prints a link that opens once, within 24 hours, to set
 * a password. With `-- --lost-authenticator` it also takes the second step of signing in away. Works while the app runs and while it does not: the embedded server is then started for this moment.
 */

const lostFlag = "--lost-authenticator";

const usage = `Usage: npm run admin:add sari@setrip.example, or npm run admin:add sari@setrip.example -- ${lostFlag}`;

const ended = "The old password, every session and every older link of this account have ended.";

const done = {
  created: (email: string) => `${email} now has an account and is an administrator.`,
  promoted: (email: string) => `${email} is now an administrator. ${ended}`,
  already: (email: string) => `${email} was an administrator already. ${ended}`,
};

const refusals = {
  "bad-email": (email: string) => `"${email}" is not an email address. ${usage}`,
  suspended: (email: string) => `${email} is suspended and cannot become an administrator.`,
};

try {
  const args = process.argv.slice(2);
  const [email, ...rest] = args.filter((arg) => arg !== lostFlag);
  if (!email || rest.length > 0) throw new SetupError(usage);
  if (!environmentSources().DATABASE_URL) await keepEmbeddedServerRunning(namedDataFolder());
  await bringTablesUpToDate();
  explain(email, await addAdministrator(email, { now: clock(), lostAuthenticator: args.includes(lostFlag) }));
  await disconnect();
  process.exit(0);
} catch (error) {
  explainAndExit(error);
}

async function bringTablesUpToDate(): Promise<void> {
  try {
    await migrate(databaseUrl());
  } catch (error) {
    const problem = connectionError(error);
    throw problem ? new SetupError(problem) : error;
  }
}

function explain(email: string, added: AddedAdministrator): void {
  if (!added.ok) throw new SetupError(refusals[added.reason](email));
  console.log(`\n${done[added.outcome](email)}`);
  console.log(`This link sets a password. It opens once, until ${moment(added.expiresAt, "en")}:\n`);
  console.log(`  ${env().APP_URL}/atur-sandi?token=${added.token}\n`);
  console.log("Whoever has the link can set the password: send it only to its owner.\n");
}
