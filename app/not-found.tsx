import type { Metadata } from "next";
import { askedPart, LostAnywhere } from "#app/_shell/lost.tsx";
import AdminLayout from "#app/admin/layout.tsx";
import AdminNotFoundPage from "#app/admin/not-found.tsx";
import OrganizerLayout from "#app/organizer/layout.tsx";
import OrganizerNotFoundPage from "#app/organizer/not-found.tsx";
import { textsFor } from "#texts/index.ts";
import { preferences } from "./_session/preferences.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).site.notFound.title };
}

/** What stands at an address with nothing behind it: in the frame of the part of the site that it would be in. */
export default async function NotFoundPage() {
  switch (await askedPart()) {
    case "admin":
      return (
        <AdminLayout>
          <AdminNotFoundPage />
        </AdminLayout>
      );
    case "organizer":
      return (
        <OrganizerLayout>
          <OrganizerNotFoundPage />
        </OrganizerLayout>
      );
    default:
      return <LostAnywhere />;
  }
}
