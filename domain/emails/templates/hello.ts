/** How a mail begins; without a name where a stranger may have typed it. */
export const hello = {
  id: (name?: string) => (name ? `Halo ${name},` : "Halo,"),
  en: (name?: string) => (name ? `Hello ${name},` : "Hello,"),
};
