/**
 * A server to be stopped by a test. It answers when its jobs have ended, and prints what happens:
 * `node stopping.ts <well | fails | next>`
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stopOnSignal } from "../node/node.ts";

const [, , way] = process.argv;
const print = (what: string | number) => process.stdout.write(`${what}\n`);

const stopped = Promise.withResolvers<void>();
const ronda = {
  stop: async () => {
    print("jobs end");
    if (way === "fails") throw new Error("what was running could not be written");
    stopped.resolve();
  },
};
const server = createServer(async ({ url }, outgoing) => {
  if (url === "/slow") {
    print("asked");
    await stopped.promise;
  }
  outgoing.end("answered");
});

if (way === "next") {
  // As Next does it: registered before, and with an exit code of its own.
  process.on("SIGTERM", () => {
    print("Next closes");
    server.close(() => process.exit(143));
  });
  stopOnSignal(ronda, { server: "next" });
} else {
  stopOnSignal(ronda, { server, close: () => print("closed") });
}
server.listen(0, "127.0.0.1", () => print((server.address() as AddressInfo).port));
