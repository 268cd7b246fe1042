import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls, { type TLSSocket } from "node:tls";
import { freePort } from "#tests/free-port.ts";

const shipped = join(import.meta.dirname, "../../deploy/nginx.conf");

/** What its certificate is for. */
export const domain = "your-domain.com";

/** The shipped file with a certificate of this machine, on other ports, in front of an app on `appPort`. Returns the path of a main file that includes it. */
export function installed({ port = 443, plainPort = 80, appPort = 3000 } = {}): { folder: string; mainFile: string } {
  const folder = mkdtempSync(join(tmpdir(), "setrip-nginx-"));
  const [key, certificate] = [join(folder, "privkey.pem"), join(folder, "fullchain.pem")];
  const subject = ["-subj", `/CN=${domain}`, "-days", "1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", ...subject, "-keyout", key, "-out", certificate], {
    stdio: "ignore",
  });
  const site = readFileSync(shipped, "utf8")
    .replaceAll(`/etc/letsencrypt/live/${domain}`, folder)
    .replaceAll("127.0.0.1:3000", `127.0.0.1:${appPort}`)
    .replaceAll("listen 80;", `listen ${plainPort};`)
    .replaceAll("listen [::]:80;", `listen [::]:${plainPort};`)
    .replaceAll("listen 443 ", `listen ${port} `)
    .replaceAll("listen [::]:443 ", `listen [::]:${port} `);
  writeFileSync(join(folder, "site.conf"), site);
  const mainFile = join(folder, "nginx.conf");
  // With the connections that the shipped file asks for: Debian's 768 are fewer than the 900 that come here.
  writeFileSync(
    mainFile,
    `worker_processes 1; worker_rlimit_nofile 16384; pid ${folder}/pid; error_log stderr; events { worker_connections 4096; }
     http { access_log off; include ${folder}/site.conf; }`,
  );
  return { folder, mainFile };
}

/** The real nginx with the shipped file; `port` speaks HTTPS. */
export type RunningNginx = { port: number; origin: string; stop: () => Promise<void> };

/** Starts nginx in front of an app and waits until it takes connections. */
export async function startNginx(appPort: number): Promise<RunningNginx> {
  const [port, plainPort] = [await freePort(), await freePort()];
  const { folder, mainFile } = installed({ port, plainPort, appPort });
  const child = spawn("nginx", ["-p", folder, "-c", mainFile, "-g", "daemon off;"], { stdio: "ignore" });
  for (const deadline = Date.now() + 30_000; ; ) {
    const { status } = await ask({ port }, { path: "/api/health/live" });
    if (status > 0) break;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`nginx did not start: ${mainFile}`);
  }
  return { port, origin: `https://${domain}:${port}`, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exit;
}

type Asked = {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Another address of loopback is another visitor. */
  from?: string;
};

/** One request on a connection of its own; status 0 when the connection broke. */
export function ask({ port }: { port: number }, { path, method = "GET", headers = {}, body, from }: Asked) {
  type Response = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };
  return new Promise<Response>((resolve) => {
    const broken = () => resolve({ status: 0, headers: {}, body: Buffer.alloc(0) });
    const request = https.request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        localAddress: from,
        agent: false,
        rejectUnauthorized: false,
        servername: domain,
        headers: { host: `${domain}:${port}`, ...headers },
      },
      async (response) => {
        const chunks = await response.toArray().catch(() => []);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      },
    );
    request.on("error", broken).end(body);
  });
}

/** A connection on which a request is begun and never ended. */
export function halfRequest({ port }: { port: number }, text: string, from: string): TLSSocket {
  const socket = tls.connect({ host: "127.0.0.1", port, rejectUnauthorized: false, localAddress: from } as object);
  socket.on("error", () => {});
  socket.once("secureConnect", () => socket.write(text));
  return socket;
}
