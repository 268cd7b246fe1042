import { LostHere } from "#app/_shell/lost.tsx";
import { Page } from "#app/_shell/site-shell.tsx";

/** A trip or an organizer that is not there: the site stands around it, unlike at an address that nothing ever had. */
export default function NotFoundPage() {
  return (
    <Page narrow className="py-20">
      <LostHere />
    </Page>
  );
}
