/** What search engines are told of a page. The browser runs no such block, so the page's policy lets it be. */
export function JsonLd({ data }: { data: object }) {
  // An angle bracket in a title must not end the block.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with its brackets escaped; as text React would escape quotes
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

/** The way to a page from the front page, as search results show it. */
export function breadcrumbs(address: string, steps: { name: string; path: string }[]): object {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ name, path }, at) => ({
      "@type": "ListItem",
      position: at + 1,
      name,
      item: `${address}${path}`,
    })),
  };
}
