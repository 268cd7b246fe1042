/** What an organizer sees of his trips and money. */
export const organizer = {
  title: "Penyelenggara",
};
