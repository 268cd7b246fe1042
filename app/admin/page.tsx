import { redirect } from "next/navigation";
import { requireAdmin } from "../visitor.ts";

/** The back office opens with the morning page. */
export default async function AdminPage() {
  await requireAdmin("/admin");
  redirect("/admin/system");
}
