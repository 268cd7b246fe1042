import { unzipSync, zipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import type { Cell, Sheet } from "#domain/statements/format/cells.ts";
import { limits } from "#limits.ts";
import { RefusedFileError } from "./refusal.ts";

/**
 * The rows of a workbook's first sheet. What it unpacks to is bounded by what it says itself before a byte is unpacked, and by
 * that while it is; the library then gets parts that are not packed. Throws a {@link RefusedFileError}.
 */
export async function workbookSheet(bytes: Uint8Array): Promise<Sheet> {
  const parts = partsOf(bytes);
  const sheets = Object.entries(parts).filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheets.length === 0) throw new RefusedFileError("damaged");
  if (Object.values(parts).some((part) => has(part, "<!DOCTYPE"))) throw new RefusedFileError("damaged");
  if (sheets.some(([, part]) => has(part, "<f>") || has(part, "<f ") || has(part, "<f/")))
    throw new RefusedFileError("formulas");
  try {
    const rows = await readSheet(toBuffer(zipSync(parts, { level: 0 })), { trim: false });
    return rows.map((row) => row.map(cellOf));
  } catch (cause) {
    throw new RefusedFileError("damaged", { cause });
  }
}

/** What is needed to read a sheet, unpacked. */
function partsOf(bytes: Uint8Array): Record<string, Uint8Array> {
  let [unpacked, parts] = [0, 0];
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/^(?:\[Content_Types\]|_rels\/|xl\/).*\.(?:xml|rels)$|^\[Content_Types\]\.xml$/.test(name)) return false;
        unpacked += originalSize;
        parts += 1;
        const { mostUnpackedBytes, mostParts } = limits.statement;
        if (unpacked > mostUnpackedBytes || parts > mostParts) throw new RefusedFileError("unpacks-too-large");
        return true;
      },
    });
  } catch (error) {
    throw error instanceof RefusedFileError ? error : new RefusedFileError("damaged", { cause: error });
  }
}

const has = (part: Uint8Array, text: string) => Buffer.from(part.buffer, part.byteOffset, part.length).includes(text);

function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** A workbook's days have no time zone; the library gives them as UTC. */
function cellOf(cell: unknown): Cell {
  if (cell === null || typeof cell === "number") return cell;
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
