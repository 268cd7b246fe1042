import { JsonLd } from "#app/_shell/json-ld.tsx";
import { contact } from "#domain/installation/contact.ts";
import { searchFields } from "./trip-search.ts";

/** What search engines are told of the site: who runs it, and how its trips are searched. */
export function SiteData({ address }: { address: string }) {
  const { company, whatsapp, email } = contact();
  const point = {
    "@type": "ContactPoint",
    contactType: "customer support",
    telephone: whatsapp,
    email,
    availableLanguage: ["id", "en"],
  };
  const organization = {
    "@type": "Organization",
    "@id": `${address}/#organization`,
    name: "SeTrip",
    legalName: company,
    url: address,
    logo: `${address}/icon.svg`,
    contactPoint: whatsapp || email ? point : undefined,
  };
  const site = {
    "@type": "WebSite",
    name: "SeTrip",
    url: address,
    publisher: { "@id": organization["@id"] },
    potentialAction: {
      "@type": "SearchAction",
      target: { "@type": "EntryPoint", urlTemplate: `${address}/?${searchFields.words}={search_term_string}` },
      "query-input": "required name=search_term_string",
    },
  };
  return <JsonLd data={{ "@context": "https://schema.org", "@graph": [organization, site] }} />;
}
