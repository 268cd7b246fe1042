import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { GET, POST } from "./route.ts";

ownDatabase();

const call = (method: "GET" | "POST", path: string) => {
  const headers = { "x-real-ip": "10.0.0.1", origin: "http://localhost:3000", "content-type": "application/json" };
  const request = new Request(`http://localhost:3000/api/auth${path}`, {
    method,
    headers,
    body: method === "POST" ? JSON.stringify({ email: "eve@example.com", password: "tebakan" }) : undefined,
  });
  return (method === "GET" ? GET : POST)(request);
};

it("reads one's session and signs in and out", async () => {
  expect((await call("GET", "/get-session")).status).toBe(200);
  expect((await call("POST", "/sign-in/email")).status).toBe(401);
  expect((await call("POST", "/sign-out")).status).toBe(200);
});

it.each(["/sign-up/email", "/update-user", "/change-email", "/delete-user", "/two-factor/enable", "/reset-password"])(
  "knows no %s: the forms do that",
  async (path) => {
    expect((await call("POST", path)).status).toBe(404);
    expect((await call("GET", path)).status).toBe(404);
  },
);
