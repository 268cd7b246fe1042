import { book } from "#domain/bookings/book.ts";
import { cancelPaid, cancelUnpaid } from "#domain/bookings/cancel.ts";
import { rejectProof, uploadProof } from "#domain/bookings/payments/proofs.ts";
import { recordReceipt } from "#domain/bookings/receipts/record.ts";
import { savePrivateUpload } from "#domain/files/private.ts";
import { drawPicture } from "#domain/images/picture.ts";
import { drawDocument } from "#scripts/sample/documents.ts";
import { mustBe } from "#scripts/sample/must-be.ts";
import { hourMs, minuteMs } from "#scripts/sample/nights.ts";
import type { Person } from "#scripts/sample/people.ts";
import type { Random } from "#scripts/sample/random.ts";
import { rupiah } from "#texts/format.ts";
import type { Market, Outing, Seat } from "./market.ts";

const notes = ["Satu orang vegetarian", "Jemput di stasiun bisa?", "Ada anak umur 9 tahun"];

/** Somebody asks for seats. `lost` is right where others may be faster: then nothing of what follows happens. */
export function asks(
  market: Market,
  outing: Outing,
  person: Person,
  { pax = 1, at, lost = false }: { pax?: number; at: Date; lost?: boolean },
): Seat {
  const { timeline, random, people, bankAccountKey } = market;
  const seat: Seat = { outing, person, pax, at };
  outing.seats.push(seat);
  const note = random.chance(0.12) ? random.pick(notes) : undefined;
  const friends = random.shuffle(people.travellers).slice(0, pax - 1);
  const travellers = [person, ...friends].map(({ name, phone }, place) => ({
    fullName: name,
    phone: place === 0 ? phone : undefined,
  }));
  timeline.at(at, `${person.name} books ${pax} on ${outing.idea.slug}`, async (now) => {
    const { date, lastDay, idea } = outing;
    const agreed = { pricePerPax: idea.price, date, endDate: lastDay > date ? lastDay : null };
    const who = { tripId: outing.tripId!, userId: person.id, contactPhone: person.phone };
    const booked = await book({ ...who, travellers, note, bankAccountKey, agreed, now });
    if (!booked.ok && lost && ["sold-out", "closed", "starts-too-soon"].includes(booked.reason)) return;
    seat.booked = mustBe(booked);
    seat.waits = true;
    market.watch.watchDeadline(seat.booked.expiresAt, () => seat.waits === true);
    market.watch.mailsAfter(now);
  });
  return seat;
}

/** They send the picture of their transfer. */
export function sendsProof(market: Market, seat: Seat, at: Date): void {
  market.timeline.at(at, `${seat.person.name} sends a proof for ${seat.outing.idea.slug}`, async (now) => {
    if (!seat.booked) return;
    const userId = seat.person.id;
    const { bookingId, amountRupiah } = seat.booked;
    const bytes = await drawDocument(["TRANSFER BERHASIL", rupiah(amountRupiah), now.toISOString().slice(0, 16)]);
    const proof = { userId, bytes, files: market.privateFiles, draw: drawPicture, now };
    const { path } = mustBe(await savePrivateUpload(proof));
    mustBe(await uploadProof({ bookingId, userId, proofPath: path, now }));
    seat.proofSentAt = now;
    seat.waits = false;
  });
}

/** Sari finds the money on the bank statement: what was asked for, and `surplus` more. */
export function accepts(market: Market, seat: Seat, at: Date, surplus = 0): void {
  const { timeline, people, watch } = market;
  seat.acceptedAt = at;
  timeline.at(at, `Sari accepts the money of ${seat.person.name} for ${seat.outing.idea.slug}`, async (now) => {
    if (!seat.booked) return;
    const { paymentId, amountRupiah } = seat.booked;
    mustBe(await recordReceipt({ paymentId, amountRupiah: amountRupiah + surplus, adminId: people.sari.id, now }));
    seat.waits = false;
    watch.mailsAfter(now);
  });
}

/** Sari sees no such transfer, and says so. */
export function rejects(market: Market, seat: Seat, at: Date): void {
  const { timeline, people, watch } = market;
  timeline.at(at, `Sari rejects the proof of ${seat.person.name}`, async (now) => {
    if (!seat.booked) return;
    const reason = "Nominal di bukti tidak sama dengan tagihan.";
    const { paymentId } = seat.booked;
    mustBe(await rejectProof({ paymentId, adminId: people.sari.id, proofSentAt: seat.proofSentAt!, reason, now }));
    seat.waits = true;
    watch.mailsAfter(now);
  });
}

/** Books and pays: the proof on the way where it is recent enough for anybody to look at, Sari's word at the end. */
export function joins(
  market: Market,
  outing: Outing,
  person: Person,
  how: { pax?: number; at: Date; lost?: boolean; latest?: Date },
): Seat {
  const { random, nights } = market;
  const seat = asks(market, outing, person, how);
  const acceptedAt = acceptedSoonAfter(random, how.at, how.latest ?? nights.now);
  const tookMs = acceptedAt.getTime() - how.at.getTime();
  const proofAt = new Date(how.at.getTime() + tookMs * random.between(0.2, 0.8));
  if (random.chance(0.8) && proofAt > nights.proofsFrom) sendsProof(market, seat, proofAt);
  accepts(market, seat, acceptedAt);
  return seat;
}

/** Sari looks at the bank statement every three hours, and works through it within some minutes. */
function acceptedSoonAfter(random: Random, at: Date, latest: Date): Date {
  const seenAt = at.getTime() + random.between(25 * minuteMs, 15 * hourMs);
  const looks = Math.ceil(seenAt / (3 * hourMs)) * 3 * hourMs + random.between(minuteMs, 4 * minuteMs);
  return new Date(Math.max(at.getTime() + minuteMs, Math.min(looks, latest.getTime())));
}

/** A participant steps back and agrees to what they are told that they get, if anything. */
export function cancels(market: Market, seat: Seat, at: Date): void {
  seat.cancelledAt = at;
  market.timeline.at(at, `${seat.person.name} steps back from ${seat.outing.idea.slug}`, async (now) => {
    if (!seat.booked) return;
    const own = { bookingId: seat.booked.bookingId, userId: seat.person.id, now };
    if (!seat.acceptedAt || seat.acceptedAt > now) mustBe(await cancelUnpaid(own));
    else await agrees(own);
    seat.waits = false;
    market.watch.mailsAfter(now);
  });
}

async function agrees(own: { bookingId: string; userId: string; now: Date }): Promise<void> {
  const request = { ...own, agreedRefundRupiah: 0, reason: "Berhalangan" };
  const answer = await cancelPaid(request);
  if (answer.ok || answer.reason !== "quote-changed") mustBe(answer);
  else mustBe(await cancelPaid({ ...request, agreedRefundRupiah: answer.refundRupiah }));
}
