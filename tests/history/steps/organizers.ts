import { newId } from "#db/columns.ts";
import { suspendOrganizer } from "#domain/bookings/payouts/suspend.ts";
import { closeTrip } from "#domain/departures/close.ts";
import { createTrip } from "#domain/departures/create.ts";
import { editTrip } from "#domain/departures/edit.ts";
import type { TripForm } from "#domain/trips/form.ts";
import { applyAsOrganizer } from "#domain/users/organizers.ts";
import { approveOrganizer, reinstateOrganizer, rejectOrganizer } from "#domain/users/review.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import * as model from "#tests/history/model/organizers.ts";
import { isOn, later, leaderOf, type Organizer, type Trip, wibDayOf } from "#tests/history/model/world.ts";
import { sameAnswer } from "#tests/history/results.ts";
import { oneOf, type Step, type Steps, type Walk } from "#tests/history/step.ts";

/** A store in which every photo has just been uploaded: files are not what these histories are about. */
const storage = {
  stat: async (name: string) => ({ name, sizeBytes: 1, modifiedAt: new Date("2100-01-01T00:00:00Z") }),
  touch: async () => true,
} as unknown as PhotoStore;

const anyOrganizer = ({ random, world }: Walk): Organizer => random.pick([...world.organizers.values()]);
const anyTrip = ({ random, world }: Walk): Trip => random.pick([...world.trips.values()].slice(-18));

type Days = Pick<Trip, "date" | "endDate" | "closesOn" | "price" | "quota">;

function formOf({ date, endDate, closesOn, price: pricePerPax, quota }: Days): TripForm {
  return {
    ...{ title: "Gunung Prau", destination: "Dieng", description: "Melihat matahari terbit." },
    itinerary: [{ day: 1, title: "Naik", detail: "Lewat Patak Banteng" }],
    ...{ includes: ["Tenda"], excludes: ["Makan"], meetingPoint: "Alun-alun Wonosobo", meetingTime: "05:30 WIB" },
    ...{ meetsDayBefore: null, meetingCoordinates: null, endPoint: null, bring: [], difficulty: null, minAge: null },
    ...{ date, endDate, closesOn, pricePerPax, quota, minPax: null, whatsappGroupUrl: null },
  };
}

async function publish(walk: Walk, organizer: Organizer, days: Days): Promise<boolean> {
  const { world, now } = walk;
  const expected = model.publishes(world, organizer, days);
  const photos = [`${organizer.userId}-${newId()}.webp`];
  const answer = await createTrip({ userId: organizer.userId, form: formOf(days), photos, storage, now: now() });
  if (answer.ok) expected.apply(answer.tripId);
  return sameAnswer(answer, expected.reasons);
}

/** A trip that is there when a history begins, of a day or two. */
export async function publishFirst(walk: Walk, { date, quota }: Pick<Trip, "date" | "quota">): Promise<void> {
  const endDate = walk.random.chance(0.3) ? later(date, 1) : null;
  const days = { date, endDate, closesOn: later(date, -1), price: 300_000, quota };
  await publish(walk, anyOrganizer(walk), days);
}

const publishes: Step = (walk) => {
  const { random, world } = walk;
  const date = later(wibDayOf(world.now), random.whole(1, 24));
  const endDate = random.chance(0.4) ? later(date, random.whole(1, 3)) : null;
  const closesOn = later(date, -random.whole(1, 2));
  const days = { date, endDate, closesOn, price: random.whole(10, 40) * 10_001, quota: random.whole(1, 5) };
  const organizer = oneOf(random, [...world.organizers.values()], ({ status }) => status === "APPROVED")!;
  return publish(walk, organizer, days);
};

/** Another quota, another price, other days; sometimes by somebody whose trip it is not. */
const edits: Step = async (walk) => {
  const { random, world, eve, now } = walk;
  const trip = anyTrip(walk);
  const userId = random.chance(0.1) ? eve.id : leaderOf(world, trip);
  const { date, endDate, closesOn, price, quota } = trip;
  const moved = later(date, random.whole(-2, 4));
  const others: Partial<Days>[] = [
    { quota: random.whole(1, 6) },
    { price: random.whole(10, 40) * 10_001 },
    { date: moved, endDate: null, closesOn: later(moved, -1) },
    {},
  ];
  const days = { date, endDate, closesOn, price, quota, ...random.pick(others) };
  const expected = model.edits(world, trip, userId, days);
  const answer = await editTrip({ tripId: trip.id, userId, form: formOf(days), now: now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

const closes: Step = async (walk) => {
  const { random, world, sari, eve, now } = walk;
  const trip = oneOf(random, [...world.trips.values()].slice(-18), isOn)!;
  const organizer = world.organizers.get(trip.organizerId)!;
  const by = random.pick([
    { role: "ADMIN" as const, userId: sari.id },
    { role: "ORGANIZER" as const, userId: organizer.userId },
    { role: "ORGANIZER" as const, userId: eve.id },
  ]);
  const expected = model.closes(world, trip, by);
  const answer = await closeTrip({ tripId: trip.id, by, reason: "Hujan", now: now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

/** Two of the travellers would like to lead trips, too. */
const applies: Step = async ({ random, world, travellers, now }) => {
  const { id: userId } = random.pick(travellers.slice(0, 2));
  const expected = model.applies(world, userId);
  const form = { displayName: "Ana Trips", bio: "Suka gunung.", city: "Bandung", whatsapp: "+6281234567890" };
  const answer = await applyAsOrganizer({ userId, form, idDocPath: "ktp.webp", now: now() });
  if (answer.ok) expected.apply(answer.organizerId);
  return sameAnswer(answer, expected.reasons);
};

const isWaiting = ({ status }: Organizer) => status === "PENDING";

const approvesApplicant: Step = async ({ random, world, sari, now }) => {
  const organizer = oneOf(random, [...world.organizers.values()], isWaiting)!;
  const expected = model.approvesApplicant(world, organizer);
  const answer = await approveOrganizer({ organizerId: organizer.id, adminId: sari.id, now: now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

const rejectsApplicant: Step = async ({ random, world, sari, now }) => {
  const organizer = oneOf(random, [...world.organizers.values()], isWaiting)!;
  const expected = model.rejectsApplicant(world, organizer);
  const review = { organizerId: organizer.id, adminId: sari.id, note: "Foto KTP buram", now: now() };
  const answer = await rejectOrganizer(review);
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

const suspends: Step = async (walk) => {
  const organizer = anyOrganizer(walk);
  const expected = model.suspends(walk.world, organizer);
  const review = { organizerId: organizer.id, adminId: walk.sari.id, note: "Keluhan", now: walk.now() };
  const answer = await suspendOrganizer(review);
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

const reinstates: Step = async (walk) => {
  const organizer = anyOrganizer(walk);
  const expected = model.reinstates(organizer);
  const answer = await reinstateOrganizer({ organizerId: organizer.id, adminId: walk.sari.id, now: walk.now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

/** What organizers do with their trips, and Sari with them. */
export const organizerSteps: Steps = {
  publishes: [3, publishes],
  edits: [2, edits],
  closes: [0.7, closes],
  applies: [0.8, applies],
  approvesApplicant: [0.5, approvesApplicant],
  rejectsApplicant: [0.8, rejectsApplicant],
  suspends: [0.3, suspends],
  reinstates: [1, reinstates],
};
