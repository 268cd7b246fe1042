#!/usr/bin/env node
// The same file in the workspace and in the package: `#cli` is the source in the one and the build in the other.
import "#cli";
