import { join } from "node:path";
import sharp, { type OverlayOptions } from "sharp";
import { limits } from "#limits.ts";

/** What chats and networks show of a page that somebody shares. */
export type ShareCard = {
  /** A picture that is ours, drawn at its upload or kept in the repository; the night alone where there is none. */
  picture?: Uint8Array;
  title: string;
  /** Lines below the title, such as the days and the price. */
  facts: string[];
};

/** In pixels: what the large networks ask for. */
export const shareCardSize = { width: 1200, height: 630 } as const;

const margin = 64;
const night = "#0d1222";

/** Darker towards the lower edge, where the words stand. */
const shade = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">
  <defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="${night}" stop-opacity="0.4"/>
    <stop offset="0.25" stop-color="${night}" stop-opacity="0.05"/>
    <stop offset="0.55" stop-color="${night}" stop-opacity="0.55"/>
    <stop offset="1" stop-color="${night}" stop-opacity="0.95"/>
  </linearGradient></defs>
  <rect width="1200" height="630" fill="url(#s)"/>
</svg>`);

/** The page's typeface in the two weights that are needed, as files: the library of letters reads no web fonts. */
const fonts = {
  heavy: { family: "SeTripDisplay", file: "heavy.ttf" },
  text: { family: "SeTripBody", file: "text.ttf" },
} as const;

/** Draws the card as a JPEG of {@link shareCardSize} that weighs at most `limits.shareCard.mostBytes`. */
export async function drawShareCard({ picture, title, facts }: ShareCard): Promise<Uint8Array> {
  const { width, height } = shareCardSize;
  const ground = picture
    ? sharp(picture).resize(width, height, { fit: "cover", position: "centre" })
    : sharp({ create: { width, height, channels: 3, background: night } });
  const words = await Promise.all([
    letters("SeTrip", { font: "heavy", size: 40, mostLetters: 10 }),
    letters(title, { font: "heavy", size: 66, mostLetters: 80 }),
    letters(facts.filter(Boolean).join("\n"), { font: "text", size: 36, mostLetters: 160 }),
  ]);
  const [brand, heading, lines] = words;
  const factsTop = height - margin - (lines?.height ?? 0);
  const layers: OverlayOptions[] = [{ input: shade, left: 0, top: 0 }];
  if (brand) layers.push({ input: brand.png, left: margin, top: margin - 16 });
  if (heading) layers.push({ input: heading.png, left: margin, top: Math.max(0, factsTop - 24 - heading.height) });
  if (lines) layers.push({ input: lines.png, left: margin, top: factsTop });
  const drawn = await ground.composite(layers).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
  return lightEnough(drawn);
}

/** A photo of leaves weighs more than one of the sky. */
async function lightEnough(drawn: Buffer): Promise<Uint8Array> {
  let card = Buffer.alloc(0);
  for (const quality of [82, 68, 50, 30]) {
    card = await sharp(drawn).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (card.byteLength <= limits.shareCard.mostBytes) break;
  }
  return card;
}

type Letters = { font: keyof typeof fonts; size: number; mostLetters: number };

/** White words on nothing, in as many lines as they need; nothing where nothing is left to write. */
async function letters(
  text: string,
  { font, size, mostLetters }: Letters,
): Promise<{ png: Buffer; height: number } | undefined> {
  const written = shortened(text, mostLetters);
  if (!written) return undefined;
  const { family, file } = fonts[font];
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="white">${escaped(written)}</span>`,
      font: `${family} ${size}`,
      fontfile: join(/* turbopackIgnore: true */ process.cwd(), "domain", "images", "share-card", file),
      width: shareCardSize.width - 2 * margin,
      dpi: 72,
      wrap: "word-char",
      rgba: true,
      spacing: Math.round(size / 8),
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, height: info.height };
}

/** Without what no font of ours has a shape for, and what would break the markup around it. */
function shortened(text: string, mostLetters: number): string {
  const plain = text
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200d\ufe0f]/gu, "")
    .replace(/[^\P{C}\n]/gu, "")
    .trim();
  const all = [...plain];
  return all.length > mostLetters
    ? `${all
        .slice(0, mostLetters - 1)
        .join("")
        .trimEnd()}…`
    : plain;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
