/**
 * A library to compare with, or undefined where the peers could not be installed. They have a lockfile of their own
 * beside this file, so that the app never carries them.
 */
export async function peer<Module>(name: string): Promise<Module | undefined> {
  try {
    return (await import(name)) as Module;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
