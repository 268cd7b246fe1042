import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";
import type { Album } from "#scripts/sample/album.ts";
import type { Kind } from "#scripts/sample/chapters.ts";
import type { Nights } from "#scripts/sample/nights.ts";
import type { Organizer, People, Person } from "#scripts/sample/people.ts";
import type { MailFaults } from "#scripts/sample/provider.ts";
import type { Random } from "#scripts/sample/random.ts";
import type { Timeline } from "#scripts/sample/timeline.ts";
import type { TripIdea } from "#scripts/sample/trips/idea.ts";
import type { NightWatch } from "#scripts/sample/watch.ts";

/** What every part of the story works with. */
export type Market = {
  timeline: Timeline;
  nights: Nights;
  watch: NightWatch;
  people: People;
  random: Random;
  album: Album;
  /** The key of the platform's account that everybody pays to. */
  bankAccountKey: string;
  photos: PhotoStore;
  privateFiles: PrivateFiles;
  /** What goes wrong with mails; scenes add to it. */
  mailFaults: MailFaults;
};

/** A trip of the story: what it will be, and its id once it is published. */
export type Outing = {
  kind: Kind;
  idea: TripIdea;
  organizer: Organizer;
  /** First and last day, `YYYY-MM-DD`. */
  date: string;
  lastDay: string;
  closesOn: string;
  publishedAt: Date;
  seats: Seat[];
  tripId?: string;
};

/** Seats that somebody asks for in the story, and what the verb answered once they did. */
export type Seat = {
  outing: Outing;
  person: Person;
  pax: number;
  at: Date;
  /** When their latest proof came in. */
  proofSentAt?: Date;
  /** When Sari accepts the money, and when they step back, if that is planned. */
  acceptedAt?: Date;
  cancelledAt?: Date;
  /** True while they have neither paid nor sent a proof nor given up. */
  waits?: boolean;
  booked?: { bookingId: string; paymentId: string; code: string; amountRupiah: number; expiresAt: Date };
};

/** What a booking that the story needs was answered. Throws where it was refused. */
export function bookingOf({ booked, person, outing }: Seat): NonNullable<Seat["booked"]> {
  if (!booked) throw new Error(`${person.name} has no seats on ${outing.idea.title}`);
  return booked;
}
