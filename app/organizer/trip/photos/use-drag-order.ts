"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";

const holdMs = 300;
const slackPx = 8;

type Pressed = { key: string; x: number; y: number; byMouse: boolean; timer?: ReturnType<typeof setTimeout> };

/**
 * Dragging the items of a list to another place, each marked with `data-drag-key`. A mouse takes an item at once; a
 * finger has to rest on it first, so that it can still scroll the page. Whoever does not drag has the buttons.
 */
export function useDragOrder(onOver: (key: string, overKey: string) => void) {
  const [dragged, setDragged] = useState<string | null>(null);
  const pressed = useRef<Pressed | null>(null);
  const latest = useRef(onOver);
  useEffect(() => {
    latest.current = onOver;
  });

  function letGo() {
    clearTimeout(pressed.current?.timer);
    pressed.current = null;
    setDragged(null);
  }

  // On the document: an item that changes its place in the list would lose the pointer that it holds.
  useEffect(() => {
    if (dragged === null) return;
    const follow = ({ clientX, clientY }: globalThis.PointerEvent) => {
      const over = keyAt(clientX, clientY);
      if (over && over !== dragged) latest.current(dragged, over);
    };
    const drop = () => {
      pressed.current = null;
      setDragged(null);
    };
    const holdPage = (event: TouchEvent) => event.preventDefault();
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
    document.addEventListener("touchmove", holdPage, { passive: false });
    return () => {
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", drop);
      document.removeEventListener("touchmove", holdPage);
    };
  }, [dragged]);

  function itemProps(key: string) {
    return {
      "data-drag-key": key,
      onPointerDown({ button, target, pointerType, clientX: x, clientY: y }: PointerEvent) {
        if (button !== 0 || (target as Element).closest("button")) return;
        const byMouse = pointerType === "mouse";
        const timer = byMouse ? undefined : setTimeout(() => setDragged(key), holdMs);
        pressed.current = { key, x, y, byMouse, timer };
      },
      onPointerMove({ clientX, clientY }: PointerEvent) {
        const from = pressed.current;
        if (dragged !== null || from?.key !== key) return;
        if (Math.hypot(clientX - from.x, clientY - from.y) <= slackPx) return;
        if (from.byMouse) setDragged(key);
        else letGo();
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    };
  }

  return { dragged, itemProps };
}

function keyAt(x: number, y: number): string | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const item = element.closest<HTMLElement>("[data-drag-key]");
    if (item) return item.dataset.dragKey;
  }
  return undefined;
}
