import type pg from "pg";

/**
 * What our code takes for given of a session, said by the connection itself: a database or a role may have other defaults
 * (`alter database … set datestyle …`), and then moments could not be read, or transactions would fail beside each other.
 */

/** Of the startup message; these three are those that a pooler in front takes from every client and keeps to. */
const startup = { DateStyle: "ISO, YMD", TimeZone: "UTC", standard_conforming_strings: "on" };

/** What is said besides, where no pooler stands in front that refuses it. */
const settings = {
  default_transaction_isolation: "read committed",
  IntervalStyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: "1",
  row_security: "on",
};

/** {@link settings} as the startup message carries them, after what the connection's address asks for. */
export function sessionOptions(connectionString: string): string {
  const own = URL.canParse(connectionString) ? new URL(connectionString).searchParams.get("options") : null;
  const given = Object.entries(settings).map(([name, value]) => `-c ${name}=${value.replaceAll(" ", "\\ ")}`);
  return [own, ...given].filter(Boolean).join(" ");
}

/** The address without the options that {@link sessionOptions} has taken over: the driver would let them win. */
export function withoutOptions(connectionString: string): string {
  if (!URL.canParse(connectionString)) return connectionString;
  const url = new URL(connectionString);
  if (!url.searchParams.has("options")) return connectionString;
  url.searchParams.delete("options");
  return url.href;
}

type Starting = { getStartupConf: () => Record<string, string> };

/** Lets a client say what it takes for given when it connects. Returns the client. */
export function withSession<Client extends pg.Client>(client: Client): Client {
  const starting = client as unknown as Starting;
  const ofDriver = starting.getStartupConf.bind(client);
  starting.getStartupConf = () => ({ ...ofDriver(), ...startup });
  return client;
}

/** A transaction's first statement with its isolation, which only a pooler could have changed by now. */
export function withIsolation(text: string): string {
  return /^begin\s*$/i.test(text) ? "begin isolation level read committed" : text;
}
