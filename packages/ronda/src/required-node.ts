/** The oldest Node that Ronda runs on: `require` loads ES modules without a flag since 22.12, `util.diff` exists since 22.15. */
export const oldestNode = "22.15.0";

/** What to tell whoever runs an older Node than {@link oldestNode}; nothing where it is new enough. */
export function nodeProblem(version: string = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split(".").map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Ronda needs Node ${oldestNode} or newer, and this is Node ${version}. Install a newer one from https://nodejs.org, or with: nvm install 24`;
}
