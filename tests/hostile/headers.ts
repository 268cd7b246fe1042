import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const more = [
  ...["accept", "accept-language", "authorization", "content-security-policy", "cookie", "if-none-match", "range"],
  ...["user-agent", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"],
  ...["x-invoke-path", "x-invoke-status", "x-middleware-subrequest", "x-nextjs-data", "x-now-route-matches"],
];
const values = ["", "1", "%zz", "{", "null", '{"a":1}', "script-src 'nonce-<x>'", "..", "x".repeat(3_000), deepState()];

/** What Next's router might say of 1,000 pages inside each other. */
function deepState(): string {
  return `${'["",{"c":'.repeat(1_000)}["",{}]${"}]".repeat(1_000)}`;
}

/** Headers that something in the app or in Next reads, each with what it does not expect, as a visit and as a request for data. */
export function hostileHeaders(): Record<string, string>[] {
  return [...new Set([...namesOfNext(), ...more])].flatMap((name) =>
    values.flatMap((value) => [{ [name]: value }, { [name]: value, rsc: "1" }]),
  );
}

/** As Next's own lists have them, so that those of a later release are tried, too. */
function namesOfNext(): string[] {
  const lists = ["next/dist/client/components/app-router-headers", "next/dist/lib/constants"];
  const constants = lists.flatMap((list) => Object.values(require(list) as Record<string, unknown>)).flat();
  return constants.filter((name): name is string => typeof name === "string" && /^(rsc|(next|x)-[a-z-]+)$/.test(name));
}
