/** Nothing on the way. Without this file the build would take the one above the folder, which is SeTrip's. */
export function proxy() {}

export const config = { matcher: "/nothing" };
