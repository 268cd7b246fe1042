import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { expect, it } from "vitest";
import { certificateCheck, judgeCertificate } from "./doctor-certificate.ts";

const renew = "sudo certbot renew && sudo systemctl reload nginx";
const now = new Date("2026-11-30T12:00:00Z");
const days = (count: number) => new Date(now.getTime() + count * 24 * 3_600_000);

it.each([
  ["90 days, as certbot renews it", -60, 30, "ok", "valid until 2026-12-30, days left: 30", undefined],
  ["90 days, which nobody renewed", -73, 17, "warning", "days left: 17", renew],
  ["90 days, nearly at its end", -86, 4, "error", "days left: 4", renew],
  ["45 days, as certbot renews it", -30, 15, "ok", "days left: 15", undefined],
  ["6 days, as certbot renews it", -3, 3, "ok", "days left: 3", undefined],
  ["6 days, which nobody renewed", -5, 1, "warning", "days left: 1", renew],
  ["ten years", -3600, 30, "ok", "days left: 30", undefined],
  ["that has ended", -91, -1, "error", "it ended on 2026-11-29", renew],
  ["of tomorrow", 1, 91, "error", "it begins on 2026-12-01: is this machine's clock right?", undefined],
] as const)("a certificate of %s", (_, from, until, state, why, mend) => {
  const found = judgeCertificate("setrip.example", { from: days(from), until: days(until) }, now);
  expect(found).toEqual({ name: "certificate", state, why: expect.stringContaining(why), ...(mend ? { mend } : {}) });
});

it("where nothing answers, the web server is looked at, not the certificate", async () => {
  const check = await certificateCheck(new URL("https://localhost:1"));
  expect(check).toMatchObject({ state: "error", mend: "sudo nginx -t && sudo systemctl restart nginx" });
  expect(check.why).toMatch(/^localhost: no TLS connection: .*ECONNREFUSED/);
});

it("one that no authority has signed is not believed, and another one mends it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ronda-certificate-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost"];
  execFileSync("openssl", [...made, "-keyout", key, "-out", cert], { stdio: "pipe" });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  await new Promise<void>((resolve) => {
    server.listen(0, "localhost", resolve);
  });
  try {
    const { port } = server.address() as AddressInfo;
    expect(await certificateCheck(new URL(`https://localhost:${port}`))).toEqual({
      name: "certificate",
      state: "error",
      why: expect.stringMatching(/^localhost: not believed: .*SELF_SIGNED/),
      mend: "sudo certbot certonly --nginx -d localhost --deploy-hook 'systemctl reload nginx'",
    });
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});
