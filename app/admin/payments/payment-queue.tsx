"use client";

import { type ReactNode, useEffect, useRef } from "react";

type Place = { id: string; index: number; top: number; field: "input" | "button" };

/**
 * Keeps one's place in a list that is worked off: once the card that was decided is gone, the next one stands where it stood,
 * with the focus where it was, in the amount or on the button. `ids` are those of the cards, in their order.
 */
export function PaymentQueue({ ids, children }: { ids: string[]; children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  const place = useRef<Place | undefined>(undefined);
  const order = ids.join(" ");
  useEffect(() => {
    const left = place.current;
    const now = order.split(" ").filter(Boolean);
    if (!left || now.includes(left.id)) return;
    place.current = undefined;
    const card = cardsOf(list.current)[Math.min(left.index, now.length - 1)];
    if (!card) return;
    const restore = () => {
      window.scrollBy({ top: card.getBoundingClientRect().top - left.top, behavior: "instant" });
      controlOf(card, left.field)?.focus({ preventScroll: true });
    };
    restore();
    // What the router does about the scroll comes after its own paint.
    requestAnimationFrame(restore);
  }, [order]);
  return (
    <div
      ref={list}
      className="space-y-6"
      onSubmitCapture={(event) => {
        const cards = cardsOf(list.current);
        const index = cards.findIndex((card) => card.contains(event.target as Node));
        const card = cards[index];
        if (!card) return;
        const field = document.activeElement?.tagName === "INPUT" ? "input" : "button";
        place.current = { id: card.dataset.payment!, index, top: card.getBoundingClientRect().top, field };
      }}
    >
      {children}
    </div>
  );
}

const cardsOf = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>("[data-payment]") ?? [])];

const controlOf = (card: HTMLElement, field: Place["field"]) =>
  card.querySelector<HTMLElement>(field === "input" ? "input[name=received]" : "form[id^=settle] button[type=submit]");
