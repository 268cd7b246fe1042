import { readFileSync } from "node:fs";

/**
 * A process's number and when it started, as text: the number alone may belong to another process after a restart.
 * @param {number} pid
 * @returns {string}
 */
export function identityOf(pid) {
  return `${pid} ${startOf(pid)}`;
}

/**
 * True where the process that had this identity still runs.
 * @param {string} identity
 * @returns {boolean}
 */
export function isAlive(identity) {
  const pid = Number(identity.split(" ")[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== "EPERM") return false;
  }
  return identityOf(pid) === identity;
}

/** In the kernel's ticks; the same for all where the system does not tell. @param {number} pid */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19] ?? "?";
  } catch {
    return "?";
  }
}
