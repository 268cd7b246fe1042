import { join } from "node:path";

// The packages are those of the repository.
const root = join(import.meta.dirname, "..", "..");

export default { outputFileTracingRoot: root, turbopack: { root }, poweredByHeader: false };
