/** Nothing to begin with. Without this file the build would take the one above the folder, which is SeTrip's. */
export function register() {}
