import "../check-node.ts";

export { nodeHandler } from "./handler.ts";
export { type StopOptions, stopOnSignal } from "./stop.ts";
