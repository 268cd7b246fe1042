/** The back office, without the morning page. */
export const admin = {
  title: "Admin",
};
