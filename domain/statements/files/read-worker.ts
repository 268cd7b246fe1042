import { parentPort, workerData } from "node:worker_threads";
import { readFile } from "./read.ts";

/** Reads one file and ends. A thread of its own: see `read-apart.ts`. */

parentPort?.postMessage(await readFile(workerData as Uint8Array));
