import { nodeProblem } from "./required-node.ts";

// Imported first by every entry of the package, so that an old Node is told what is wrong before anything of it breaks.
const problem = nodeProblem();
if (problem) throw new Error(problem);
