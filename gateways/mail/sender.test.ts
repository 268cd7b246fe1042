import { afterEach, expect, it } from "vitest";
import { askAboutSender } from "./sender.ts";
import { type MailStandIn, startMailStandIn } from "./stand-in/stand-in.ts";

let standIn: MailStandIn;
afterEach(() => standIn?.stop());

it.each([
  ["accepted", "setrip.test is verified", { verifiedDomains: ["setrip.test"] }, "SeTrip <halo@SeTrip.test>"],
  [
    "unverified",
    "setrip.test is none of the account's domains",
    { verifiedDomains: ["other.test"] },
    "halo@setrip.test",
  ],
  ["accepted", "resend.dev reaches", { verifiedDomains: ["other.test"] }, "SeTrip <onboarding@resend.dev>"],
  ["unknown", "it may only send", {}, "halo@setrip.test"],
  ["key-refused", "API key is invalid", { apiKeys: ["re_other"] }, "halo@setrip.test"],
] as const)("a sender is %s: %s", async (state, why, options, from) => {
  standIn = await startMailStandIn(options as object);
  const asked = await askAboutSender({ apiKey: "re_test", from, baseUrl: standIn.url });
  expect(asked).toEqual({ state, why: expect.stringContaining(why) });
});
