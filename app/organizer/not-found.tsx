import { LostHere } from "#app/_shell/lost.tsx";
import { Page } from "#app/_shell/site-shell.tsx";

/** A trip that is not there, or not this organizer's. */
export default function OrganizerNotFoundPage() {
  return (
    <Page narrow className="py-20">
      <LostHere />
    </Page>
  );
}
