import { connect } from "node:tls";
import type { DoctorCheck } from "../config.ts";
import { warning, well, wrong } from "./check.ts";

const name = "certificate";

/** How long a TLS connection may take. */
const tlsTimeoutMs = 10_000;

const dayMs = 24 * 3_600_000;

/**
 * How long before its end a certificate is a warning, and how long before an error: this share of its life, and never
 * more than so many days. certbot renews with a third of its life left (a half, where it lasts less than ten days), so that
 * whatever is reported has failed for a while.
 */
const warn = { share: 1 / 5, mostDays: 20 };
const alarm = { share: 1 / 20, mostDays: 5 };

/** What a server shows of its certificate. Without times it showed none. */
export type Shown = { from?: Date; until?: Date; error?: { code?: string; message: string } };

/** Until when the certificate of an address is valid, and whether this machine believes it; `proxy` mends what shows it. */
export async function certificateCheck({ hostname, port }: URL, proxy?: string): Promise<DoctorCheck> {
  return judgeCertificate(hostname, await shownBy(hostname, Number(port || 443)), new Date(), proxy);
}

/** Says how a certificate is, and what mends it: renewing, another one, or nginx. */
export function judgeCertificate(
  hostname: string,
  { from, until, error }: Shown,
  now: Date,
  proxy = "sudo nginx -t && sudo systemctl restart nginx",
): DoctorCheck {
  const renew = "sudo certbot renew && sudo systemctl reload nginx";
  if (!from || !until) {
    const why = `${hostname}: no TLS connection: ${error?.message ?? "nothing was shown"}`;
    return wrong(name, why, proxy);
  }
  if (until <= now) return wrong(name, `${hostname}: it ended on ${dateOf(until)}`, renew);
  if (from > now) return wrong(name, `${hostname}: it begins on ${dateOf(from)}: is this machine's clock right?`);
  if (error) {
    const another = `sudo certbot certonly --nginx -d ${hostname} --deploy-hook 'systemctl reload nginx'`;
    return wrong(name, `${hostname}: not believed: ${error.message}`, another);
  }
  const [lifeMs, leftMs] = [until.getTime() - from.getTime(), until.getTime() - now.getTime()];
  const isWithin = ({ share, mostDays }: typeof warn) => leftMs < Math.min(lifeMs * share, mostDays * dayMs);
  const why = `${hostname}: valid until ${dateOf(until)}, days left: ${Math.floor(leftMs / dayMs)}`;
  if (isWithin(alarm)) return wrong(name, why, renew);
  return isWithin(warn) ? warning(name, why, renew) : well(name, why);
}

function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function shownBy(host: string, port: number): Promise<Shown> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false });
    socket.setTimeout(tlsTimeoutMs, () => socket.destroy(new Error(`no answer within ${tlsTimeoutMs / 1000} s`)));
    socket.once("error", (error) => resolve({ error }));
    socket.once("secureConnect", () => {
      const { valid_from: from, valid_to: until } = socket.getPeerCertificate();
      // Node's types say that it is an error; it is one, or only its code.
      const reason = socket.authorizationError as Error | string | null;
      const error = typeof reason === "string" ? { message: reason } : reason;
      resolve({ from: new Date(from), until: new Date(until), ...(error ? { error } : {}) });
      socket.destroy();
    });
  });
}
