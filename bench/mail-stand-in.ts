import { startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";

/** The provider of the mail bench, in a process of its own as the real one is. Any message asks for what it has seen. */
const [latencyMs, callsPerSecond] = process.argv.slice(2).map(Number);
const standIn = await startMailStandIn({ latencyMs, callsPerSecond: callsPerSecond || undefined, keep: 200 });

process.on("message", () => {
  const at = standIn.calls.map((call) => call.at);
  process.send?.({
    accepted: standIn.acceptedCount,
    refused: standIn.refusedForRate,
    callsPerSecond: (1_000 * (at.length - 1)) / (at.at(-1)! - at[0]!),
  });
});
process.on("disconnect", () => process.exit(0));
process.send?.({ url: standIn.url });
