import { expect, inject, it } from "vitest";
import { tcpProxy } from "#packages/ronda/src/testing/tcp-proxy.ts";
import { connectionError } from "./connection-error.ts";
import { migrate } from "./migrate.ts";

/** What the start says about an address that differs from the real one in this. */
async function problemWith(change: Partial<Pick<URL, "port" | "pathname" | "password" | "hostname">>) {
  const url = Object.assign(new URL(inject("postgresUrl")), change);
  return connectionError(await migrate(url.href).catch((error: unknown) => error));
}

it.each([
  [{ port: "1" }, "does not answer: is it running, is the address right? (ECONNREFUSED)"],
  [{ hostname: "no-such-host.invalid" }, "does not answer: is it running, is the address right? (E"],
  [{ password: "guessed" }, "refuses this user or password (28P01)"],
  [{ pathname: "/nowhere" }, "does not exist on its server: make it with createdb (3D000)"],
])("with %j in DATABASE_URL", async (change, sentence) => {
  expect(await problemWith(change)).toContain(`The database in DATABASE_URL ${sentence}`);
});

it("that leads to a server which accepts and says nothing", async () => {
  const { hostname, port } = new URL(inject("postgresUrl"));
  const proxy = await tcpProxy({ host: hostname, port: Number(port) });
  proxy.become("stall");
  expect(await problemWith({ port: String(proxy.port) })).toContain("does not answer: is it running");
  await proxy.close();
});

it.each([new Error("boom"), undefined, null, { code: 7 }])("%s is something else", (error) => {
  expect(connectionError(error)).toBeUndefined();
});
