import { expect, it } from "vitest";
import { whatsappUrl } from "./whatsapp-url.ts";

it.each([
  ["+6281234567890", "https://wa.me/6281234567890"],
  ["+62 812-3456-7890", "https://wa.me/6281234567890"],
  ["0812 3456 7890", "https://wa.me/6281234567890"],
  ["-", undefined],
])("a chat with %s is at %s", (number, url) => expect(whatsappUrl(number)).toBe(url));
