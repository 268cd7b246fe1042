/** How it works, and the terms. */
export const about = {
  title: "Cara kerja",
};
