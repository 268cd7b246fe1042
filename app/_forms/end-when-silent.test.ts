import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { uploadPhoto } from "#app/organizer/trip/photos/upload-photo.ts";
import { silentMs, unansweredMs } from "./end-when-silent.ts";
import { sendWithProgress } from "./send-with-progress.ts";

/** A browser's request whose network does what the test says. */
class Request extends EventTarget {
  static last: Request;
  readonly upload = new EventTarget();
  status = 0;
  responseText = "";
  isOver = false;
  open() {}
  setRequestHeader() {}
  send() {
    Request.last = this;
  }
  abort() {
    this.end("abort");
  }
  end(how: "load" | "abort") {
    if (this.isOver) return;
    this.isOver = true;
    for (const name of [how, "loadend"]) {
      this.dispatchEvent(new Event(name));
      (this as unknown as Record<string, (() => void) | undefined>)[`on${name}`]?.();
    }
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("XMLHttpRequest", Request);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const file = { type: "image/jpeg" } as File;
const signal = new AbortController().signal;

it.each([
  ["a proof", () => sendWithProgress("/api/unggah/bukti", "x"), { status: 0, body: undefined }],
  ["a photo", () => uploadPhoto(file, { onProgress: () => {}, signal }), { ok: false, reason: "network" }],
])("%s that is sent into a silent network ends as one whose connection broke", async (_, send, broken) => {
  for (const [event, ms] of [
    ["progress", silentMs],
    ["load", unansweredMs],
  ] as const) {
    const sent = send();
    // A photo is made smaller first, where the browser can.
    await vi.advanceTimersByTimeAsync(0);
    const { upload } = Request.last;
    // As long as something goes, however slowly, it goes on.
    for (let at = 0; at < 10; at++) {
      vi.advanceTimersByTime(silentMs - 1);
      expect(Request.last.isOver).toBe(false);
      upload.dispatchEvent(new Event("progress"));
    }
    upload.dispatchEvent(new Event(event));
    vi.advanceTimersByTime(ms - 1);
    expect(Request.last.isOver).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await sent).toEqual(broken);
  }
});

it("one that was answered is called off by nobody", async () => {
  const sent = sendWithProgress("/api/unggah/bukti", "x");
  Object.assign(Request.last, { status: 200, responseText: '{"ok":true}' }).end("load");
  expect(await sent).toEqual({ status: 200, body: { ok: true } });
  expect(vi.getTimerCount()).toBe(0);
});
