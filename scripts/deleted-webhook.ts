import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** It is asked again so seldom that the demo's terminal stays quiet. */
const retryAfterSeconds = 3600;

/**
 * Discord on loopback, as it answers where somebody has deleted the webhook: the demo shows what an alert looks like that
 * does not arrive. Returns the webhook's address. Keeps no process alive.
 */
export async function startDeletedWebhook(): Promise<string> {
  const body = JSON.stringify({ message: "Unknown Webhook", code: 10_015, retry_after: retryAfterSeconds });
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(404, { "content-type": "application/json" }).end(body);
  });
  await once(server.listen(0, "127.0.0.1").unref(), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/deleted`;
}
