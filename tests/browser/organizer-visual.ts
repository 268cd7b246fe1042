import type { Page } from "@playwright/test";
import { givenHeic, givenJpeg } from "#tests/pictures.ts";
import { givenBusyHugo, givenHugo } from "./organizer-rows.ts";
import { expect } from "./story.ts";

/** The pages of organizers, by what Hugo does to get there. */
export const organizerPages: Record<string, (page: Page) => Promise<unknown>> = {
  "an organizer's first day": (page) => asHugo(page, () => givenHugo(page.context()), "/organizer"),
  "an organizer's trips": (page) => asHugo(page, () => givenBusyHugo(page.context()), "/organizer"),
  "an organizer's money": async (page) => {
    await asHugo(page, () => givenBusyHugo(page.context()), "/organizer/dana");
    for (const trip of await page.locator("summary").all()) await trip.click();
  },
  "an organizer's trip": async (page) => page.goto(`/organizer/trip/${(await givenBusyHugo(page.context())).soon.id}`),
  "closing a trip": async (page) => {
    await page.goto(`/organizer/trip/${(await givenBusyHugo(page.context())).soon.id}`);
    await page.getByRole("button", { name: "Batalkan trip ini…" }).click();
    await page.getByRole("button", { name: "Batalkan trip dan kembalikan uang" }).click();
    await expect(page.getByLabel("Alasan untuk peserta")).toHaveAccessibleDescription(/wajib diisi/);
  },
  "editing a trip": async (page) => page.goto(`/organizer/trip/${(await givenBusyHugo(page.context())).soon.id}/ubah`),
  "a new trip refused, with photos": async (page) => {
    await asHugo(page, () => givenHugo(page.context()), "/organizer/trip/baru");
    await page.getByRole("button", { name: "Terbitkan trip" }).click();
    await expect(page.getByText("Pilih 1 sampai 8 foto.")).toBeVisible();
    const photo = { name: "a.jpg", mimeType: "image/jpeg", buffer: await givenJpeg(900, 600) };
    // One that this browser cannot open either.
    const heic = { name: "b.heic", mimeType: "image/heic", buffer: givenHeic() };
    await page.locator("input[type=file]").setInputFiles([photo, photo, heic]);
    await expect(page.getByRole("list", { name: "Foto trip" })).toContainText("HEIC");
  },
  "the preview of a new trip": async (page) => {
    await asHugo(page, () => givenHugo(page.context()), "/organizer/trip/baru");
    await page.getByLabel("Nama trip").fill("Prau via Patak Banteng");
    await page.getByLabel("Termasuk, baris 1", { exact: true }).fill("Tenda");
    await page.getByRole("button", { name: "Pratinjau" }).click();
    await expect(page.getByRole("dialog")).toContainText("Prau via Patak Banteng");
  },
};

async function asHugo(page: Page, given: () => Promise<unknown>, path: string) {
  await given();
  await page.goto(path);
}
