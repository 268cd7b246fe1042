/** Why a file is no statement that can be read. */
export type FileRefusal =
  | "too-large"
  | "empty"
  /** Not text with columns and not a workbook: a picture, a program, anything else. */
  | "wrong-type"
  | "pdf"
  /** The workbooks of before 2007, and those with a password, which look alike. */
  | "old-workbook"
  /** A web page that calls itself a workbook, as some banks' `.xls` are. */
  | "web-page"
  /** A workbook that is damaged, or made to look like one. */
  | "damaged"
  /** It unpacks to more than any statement has. */
  | "unpacks-too-large"
  /** Figures that something computed: what a bank exports has none. */
  | "formulas"
  | "too-many-rows"
  | "too-many-columns"
  | "too-long-cell"
  /** Reading it took too long or too much memory. */
  | "too-complex"
  /** Others' files are being read. */
  | "busy";

/** Thrown while a file is read; the reader makes a value of it. */
export class RefusedFileError extends Error {
  override name = "RefusedFileError";
  readonly reason: FileRefusal;

  constructor(reason: FileRefusal, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
