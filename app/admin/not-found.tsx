import { visitor } from "#app/_session/visitor.ts";
import { LostAnywhere, LostHere } from "#app/_shell/lost.tsx";

/** A row that is not there, with the back office around it; for anybody else there is no back office. */
export default async function AdminNotFoundPage() {
  return (await visitor())?.role === "ADMIN" ? <LostHere /> : <LostAnywhere />;
}
