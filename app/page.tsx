import Link from "next/link";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { NoticePage } from "#ui/notice-page.tsx";
import { signOutAction } from "./(account)/actions.ts";
import { preferences } from "./preferences.ts";
import { PreferencesControls } from "./preferences-controls.tsx";
import { visitor } from "./visitor.ts";

/** The front door until trips are published here. */
export default async function HomePage() {
  const chosen = await preferences();
  const { home, account } = textsFor(chosen.locale);
  const asking = await visitor();
  return (
    <NoticePage title={home.title} lead={home.lead} footer={<PreferencesControls {...chosen} />}>
      {asking?.role === "ADMIN" && (
        <Button asChild>
          <Link href="/admin/system">{home.openAdmin}</Link>
        </Button>
      )}
      {asking ? (
        <form action={signOutAction}>
          <Button type="submit" tone="quiet">
            {account.signOut}
          </Button>
        </form>
      ) : (
        <Button asChild>
          <Link href="/masuk">{home.signIn}</Link>
        </Button>
      )}
      <p className="w-full pt-2 text-sm text-ink-soft">{asking ? home.signedInAs(asking.email) : home.soon}</p>
    </NoticePage>
  );
}
