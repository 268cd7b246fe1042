/** Who runs the installation of the tests: nothing is missing of it, so that nothing is said of that. */
export const contactSettings = {
  COMPANY_NAME: "PT SeTrip Indonesia",
  COMPANY_ADDRESS: "Jl. Kaliurang KM 5, Sleman, Yogyakarta",
  CONTACT_WHATSAPP: "+6285700001111",
  CONTACT_EMAIL: "halo@setrip.example",
};
