import "../check-node.ts";

export { nodeHandler } from "./handler.ts";
export { stopOnSignal } from "./stop.ts";
