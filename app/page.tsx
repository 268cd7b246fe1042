import Link from "next/link";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { NoticePage } from "#ui/notice-page.tsx";
import { preferences } from "./preferences.ts";

/** The front door until trips are published here. */
export default async function HomePage() {
  const { home } = textsFor((await preferences()).locale);
  return (
    <NoticePage title={home.title} lead={home.lead}>
      <Button asChild>
        <Link href="/masuk">{home.signIn}</Link>
      </Button>
    </NoticePage>
  );
}
