/**
 * The banks' codes in the clearing, RTGS and BI-FAST, as Bank Indonesia lists them, by the words by which people call
 * their banks. Only what many people have; who writes another one fills the code in at the bank.
 */
const codes: [code: string, ...names: string[]][] = [
  ["BSYAIDJA", "bca syariah", "central asia syariah"],
  ["BCADIDJ1", "blu", "bca digital"],
  ["CENAIDJA", "bca", "central asia"],
  ["BMRIIDJA", "mandiri", "mandiri indonesia"],
  ["BSMDIDJA", "bsi", "syariah indonesia"],
  ["BRINIDJA", "bri", "rakyat indonesia"],
  ["BNINIDJA", "bni", "negara indonesia"],
  ["BTANIDJA", "btn", "tabungan negara"],
  ["BNIAIDJA", "cimb", "cimb niaga"],
  ["BBBAIDJA", "permata"],
  ["BDINIDJA", "danamon", "danamon indonesia"],
  ["NISPIDJA", "ocbc", "ocbc nisp", "ocbc indonesia"],
  ["PINBIDJA", "panin"],
  ["IBBKIDJA", "maybank", "maybank indonesia"],
  ["MEGAIDJA", "mega"],
  ["MUABIDJA", "muamalat", "muamalat indonesia"],
  ["JAGBIDJA", "jago"],
  ["SEABIDJA", "seabank", "sea", "seabank indonesia"],
  ["NEOCIDJA", "neo", "neo commerce"],
  ["PDJBIDJA", "bjb"],
  ["SUNIIDJA", "smbc", "jenius", "btpn"],
];

/** What stands around a bank's name without saying which it is. */
const filler = new Set(["bank", "pt", "tbk", "persero", "the"]);

/** The code of a bank as somebody typed its name; undefined where that is not sure. */
export function bankCode(name: string): string | undefined {
  const words = name.toLowerCase().match(/[a-z]+/g) ?? [];
  return codes.find(([, ...names]) => isOneOf(words, names))?.[0];
}

/** One of the names is in it, and no word that is in none of them. */
function isOneOf(words: string[], names: string[]): boolean {
  const known = new Set(names.flatMap((name) => name.split(" ")));
  const isNamed = names.some((name) => name.split(" ").every((part) => words.includes(part)));
  return isNamed && words.every((word) => known.has(word) || filler.has(word));
}
