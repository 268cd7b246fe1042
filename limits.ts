const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/**
 * Everything that comes from outside has a bound, and this is where the technical ones stand, each once. What the owner
 * of the business may want to change (how many attempts, how large a photo) stands in `domain/policy.ts`, what the
 * engine bounds by itself in `packages/ronda`. `docs/limits.md` tells where each is kept and which test holds it.
 */
export const limits = {
  /** What a request says before its body: the path with its query, the fields in that query, cookies. */
  address: { mostBytes: 8 * kilobyte, mostQueryFields: 100, mostCookies: 100 },
  /**
   * A form as a browser sends it, counted before anything parses it. Bytes are those of its text; what stands around each
   * part has `mostPartHeaderBytes`.
   */
  form: {
    mostFields: 500,
    mostOfOneName: 50,
    mostBytes: megabyte,
    mostNameBytes: 200,
    mostPartHeaderBytes: kilobyte,
    longestList: 100,
    deepestName: 6,
    mostRowFields: 10,
  },
  /**
   * Text that people type: marks above and below one letter (Myanmar and Tibetan write five or six, a joke fifty), and
   * what is read as a number or code, and as the words of a search.
   */
  text: { mostMarksInARow: 6, longestCode: 200, longestSearch: 100 },
  /**
   * The back office's search: from how many letters on, and how many words of it are looked for; from how many digits on
   * something may be a part of a phone (also what could be an amount), and from how many rupiah on an amount, which is near where it is `nearRupiah` away. A
   * group shows so many rows at first, and so many by itself. Each has `groupMs`, and all together `totalMs`; what takes longer is
   * left out, and said to be.
   */
  search: {
    fewestLetters: 2,
    mostWords: 6,
    fewestDigits: 6,
    digitsOfAPhone: 8,
    leastRupiah: 100,
    nearRupiah: 999,
    rowsOfAGroup: 8,
    rowsOfOneGroup: 100,
    mostPeople: 20,
    groupMs: 1_000,
    totalMs: 2_500,
  },
  /** The words of a name in an address, before its random end. */
  slug: { mostLetters: 60 },
  /** In how many browsers somebody can be signed in; signing in once more ends the session that was used longest ago. */
  session: { mostOfOnePerson: 50 },
  /** A copy of one's data: rows that are read at a time and of each list at most, and what is read of the password or code. */
  dataExport: { rowsPerPage: 200, mostRows: 20_000, longestProof: 200 },
  /** A table to download: its rows, what Excel takes in a cell and a sheet's name, and what writing workbooks may cost. */
  spreadsheet: {
    mostRows: 10_000,
    longestCell: 32_767,
    longestSheetName: 31,
    writeMs: 30_000,
    mostMegabytes: 512,
    writers: { atOnce: 1, atOncePerPerson: 1, mostWaiting: 20, mostWaitingPerPerson: 2 },
  },
  /**
   * A bank's statement that somebody imports: the file and what its workbook unpacks to, its rows and columns, what stands in
   * one cell and of a description is kept, and what reading one may take. So many lines whose words the bank changed are
   * asked about at a time: of more, something else is wrong. With so many lines of the book a file is compared at most. A press
   * records so many lines at most, and stops after so long: the next press goes on.
   */
  statement: {
    mostBytes: 8 * megabyte,
    mostUnpackedBytes: 64 * megabyte,
    mostParts: 500,
    mostRows: 20_000,
    mostColumns: 40,
    longestCell: 2_000,
    longestDescription: 500,
    readMs: 20_000,
    mostMegabytes: 384,
    mostChanged: 40,
    mostCompared: 60_000,
    mostAccepted: 1_000,
    acceptWithinMs: 8_000,
    readers: { atOnce: 1, atOncePerPerson: 1, mostWaiting: 20, mostWaitingPerPerson: 2 },
  },
  /**
   * How the body of a form or of JSON arrives; uploads have times of their own. It has `graceMs`, and longer by what has
   * arrived at `slowestBytesPerSecond`. All that are underway share `mostBytesAtOnce`: beyond it only the oldest is read
   * on, and the first `alwaysReadBytes` of each, so that an ordinary form waits for nobody. Who waited `mostWaitMs` is
   * told to come again. After its first `freePieces`, any body comes in pieces of `leastPieceBytes` on average. From a
   * client that was refused, `mostDiscardedBytes` more are taken without keeping any, and it is hung up on after `discardMs`.
   */
  body: {
    graceMs: 15_000,
    slowestBytesPerSecond: 16 * kilobyte,
    mostBytesAtOnce: 24 * megabyte,
    alwaysReadBytes: 16 * kilobyte,
    mostWaitMs: 30_000,
    freePieces: 500,
    leastPieceBytes: 128,
    discardMs: 3_000,
    mostDiscardedBytes: 4 * megabyte,
  },
  /** JSON to any route or action; `deepest` counts nested objects and arrays. */
  json: { mostBytes: 64 * kilobyte, deepest: 20 },
  /** What the browser's router says is on the screen: two levels a part of the address, of which our longest has seven. */
  routerState: { deepest: 40 },
  /** An IPv6 network of one customer, whose addresses count as one visitor. */
  visitor: { ipv6PrefixBits: 64 },
  /**
   * Connections of browsers and of the proxy in front. An idle one is kept longer than nginx keeps it (60 s unless told),
   * so that never the app closes one on which a POST is just coming. Headers must be there soon; a whole request may be
   * an upload from a slow phone, where nothing in front gathers it first. Both times are looked at every
   * `checkEveryMs`. `closingMs` is how long a process that stops tells so before it closes what is idle, and after
   * `stopMs` it ends what is not done. Of more connections than `mostConnections` those end on which nobody asks; each
   * takes 20 KB. So much of what arrives is parsed at a time (the body of a length that is known is
   * one piece), and so many requests of one connection wait for the response to the first; no browser sends a second. On
   * Linux there are so many `listeners`, each of which takes one connection at a turn of the event loop; a start waits up to
   * `listenWithinMs` for another that is just about to listen. To each listener so many connections may come before the
   * process takes them; of more, the system makes each wait for seconds.
   */
  http: {
    keepAliveMs: 75_000,
    headersMs: 20_000,
    requestMs: 300_000,
    checkEveryMs: 5_000,
    closingMs: 250,
    stopMs: 8_000,
    mostConnections: 2_000,
    sliceBytes: 4 * kilobyte,
    mostPipelined: 8,
    listeners: 16,
    listenWithinMs: 2_000,
    mostUnaccepted: 4_096,
  },
  /**
   * A public page that was drawn is sent to others as it is for `freshMs`, and to all but the one for whom it is drawn anew until
   * `keptMs`, after which a change shows in every process. So many pages, and so much of them, lie in memory.
   */
  pageCache: {
    freshMs: 1_000,
    keptMs: 1_800,
    mostPages: 200,
    mostBytes: 16 * megabyte,
    mostPageBytes: megabyte,
  },
  /**
   * Pages that end in an unexpected error: those of the last `windowMs` are told of, and forgotten after `keptMs`. A process counts
   * so many causes a minute, each cut after `longestCause` characters, and writes them down every `writeEveryMs` at most.
   */
  failedPages: {
    windowMs: 300_000,
    keptMs: 24 * 3_600_000,
    mostCauses: 20,
    longestCause: 200,
    writeEveryMs: 20_000,
  },
  /** A process draws pages to itself before it listens, for so long at most. PM2 waits longer for it (`listen_timeout`). */
  firstPages: { totalMs: 20_000 },
  /**
   * How many requests a process works on at a time, of all and of one network (which may be a whole carrier's), and how
   * many wait for that, no longer than `mostWaitMs`; more are told to come again. A page is drawn in 5 ms of the one
   * thread that there is, so that more at once would only make all wait, and the check whether the process lives too. A
   * file is only sent. Checks are readiness and the figures for Prometheus. A place is another's when its request has
   * waited for the database, another service, its reader or nobody any more for `idleMs`; that is looked at every `lookEveryMs`.
   */
  turns: {
    of: {
      pages: { atOnce: 16, atOncePerPerson: 12, mostWaiting: 400, mostWaitingPerPerson: 200 },
      files: { atOnce: 64, atOncePerPerson: 48, mostWaiting: 800, mostWaitingPerPerson: 400 },
      checks: { atOnce: 16, atOncePerPerson: 8, mostWaiting: 64, mostWaitingPerPerson: 32 },
    },
    mostWaitMs: 3_000,
    idleMs: 500,
    lookEveryMs: 250,
    retryAfterSeconds: 5,
  },
  /**
   * A response that its sender does not read: it has `graceMs`, and longer by what they have taken at
   * `slowestBytesPerSecond`. So many of them at once lie in memory; beyond that the one that waits longest ends.
   */
  unread: { graceMs: 30_000, slowestBytesPerSecond: 2 * kilobyte, mostAtOnce: 200, lookEveryMs: 1_000 },
  /**
   * How long the app waits for a connection, a statement, a lock, or between two statements of a transaction. A request
   * waits for the database this long in all, so that its page can say what is wrong in time.
   */
  database: {
    mostConnections: 10,
    connectMs: 3_000,
    statementMs: 15_000,
    lockMs: 5_000,
    idleInTransactionMs: 30_000,
    requestMs: 3_500,
    /** So long after a request came, whatever it did meanwhile, it has no more than the least left. */
    requestByMs: 4_000,
    /** What is left of both, at least, to a request that had to wait for its turn first or took long over its page. */
    leastRequestMs: 500,
    keepAliveAfterMs: 10_000,
    /** A statement that took too long is cancelled; one whose cancellation has no effect within this ends its connection. */
    cancelMs: 250,
    /** A transaction whose time is over is still undone. */
    rollbackMs: 500,
    /** How often a database that is away is looked for, and how long each look may take. */
    probeEveryMs: 500,
    probeMs: 2_000,
  },
  /** So many payouts or refunds one transfer takes: more go into the next one, and a form sends no more. */
  transfer: { mostItems: 100 },
  /** What a job asks of the database; nobody waits for it in front of a page. */
  job: { connectMs: 30_000, statementMs: 300_000 },
  /**
   * A process that is told to stop is gone after `totalMs`, before PM2 and systemd kill it. A call to anybody outside has
   * `callMs` more, so that what it had begun can be written down.
   */
  stop: { callMs: 3_000, totalMs: 12_000 },
  /** A call to mail, store, chat or any other service. */
  call: { connectMs: 5_000, totalMs: 30_000, mostBytes: megabyte },
  /**
   * A picture in a bucket, larger than any that we make, and how many pages of its listing may be empty in a row. So many
   * calls to it are under way for requests, of all and of one network. A request waits `readMs` for what
   * it reads, and `silentReadMs` for `silentForMs` after any call waited in vain.
   */
  bucket: {
    mostObjectBytes: 16 * megabyte,
    mostEmptyPages: 100,
    atOnce: 200,
    atOncePerNetwork: 100,
    readMs: 10_000,
    silentReadMs: 2_000,
    silentForMs: 10_000,
  },
  /**
   * Refusals of one kind that so many different people's mails got, and no mail was accepted since: the account is at
   * fault, no mail. A run stops early when so many mails wait for that judgement. An admin's press sends so many dead
   * mails again in one transaction, and stops after so long: the next press goes on. Whatever the provider asks for, its
   * next call waits no longer than `longestPauseMs`, and a limit of more calls than `mostCallsAWindow` is none.
   */
  mail: {
    sameRefusalsFrom: 2,
    mostSuspects: 1_000,
    resendAtOnce: 1_000,
    resendWithinMs: 10_000,
    longestPauseMs: 60_000,
    mostCallsAWindow: 1_000,
  },
  /**
   * The body of an upload has so long to arrive, which is enough for 15 MB over 0.5 Mbit/s, and may pause so long; a form
   * around a file has so many parts and so many bytes besides. How much comes is looked at every `paceEveryMs`: over
   * `silentMs` at least `slowestBytesPerSecond`, which a bad phone line has, and over one look `crowdedBytesPerSecond`
   * while others wait for memory or a place. So many uploads arrive at once, of one person and of all; others wait for
   * their turn, and beyond that are asked to come back after so many seconds. Until it is drawn, each lies in the memory
   * that all share: beyond it only the oldest is read on, and the first `alwaysReadBytes` of each.
   */
  upload: {
    totalMs: 240_000,
    silentMs: 20_000,
    paceEveryMs: 5_000,
    slowestBytesPerSecond: 4 * kilobyte,
    crowdedBytesPerSecond: 32 * kilobyte,
    mostBytesAtOnce: 96 * megabyte,
    alwaysReadBytes: 128 * kilobyte,
    mostParts: 10,
    mostOverheadBytes: 16 * kilobyte,
    atOnce: 100,
    atOncePerPerson: 2,
    mostWaiting: 100,
    mostWaitingPerPerson: 8,
    retryAfterSeconds: 15,
  },
  /**
   * The processes that decode and encode pictures: how many, how much of one core and how long by the clock each has for a
   * picture, the memory that makes it stop, and how long it waits for another picture before it ends.
   */
  picture: {
    processes: 2,
    coreMs: 10_000,
    totalMs: 30_000,
    mostMemoryBytes: 640 * megabyte,
    idleMs: 60_000,
  },
  /**
   * The picture of a page for chats and networks: what one may weigh, what all that are kept may together, how many wait
   * while one is drawn, and for how long others may keep it.
   */
  shareCard: { mostBytes: 290_000, keptBytes: 12 * megabyte, mostWaiting: 30, keptByOthersSeconds: 86_400 },
  /** The nightly look for named files: how many at once, in how many steps, and how long and how many at most. */
  fileCheck: { atOnce: 16, batch: 500, mostMs: 600_000, mostFiles: 250_000 },
  /**
   * All backups of `allKeptMs` stay; of so many of the last days that have one the newest does, and of so many weeks. One is late after `lateMs` and
   * missing after `missingMs`. It begins only where what it needs and `spareBytes` are free; a dump may take `dumpMs`; one that is
   * stopped has `stopMs` to clear away what is half. After a restore, files that are newer than the database stay for
   * `newerFilesKeptMs`, whoever names them. One that is `mostAheadMs` in the future was named by a clock that was ahead. What is taken over from the backup before is read again once in `readAgainDays`.
   */
  backup: {
    allKeptMs: 48 * 3_600_000,
    days: 7,
    weeks: 5,
    lateMs: 26 * 3_600_000,
    missingMs: 74 * 3_600_000,
    spareBytes: 100 * megabyte,
    dumpMs: 3_600_000,
    readAgainDays: 7,
    stopMs: 3_000,
    mostAheadMs: 24 * 3_600_000,
    newerFilesKeptMs: 30 * 24 * 3_600_000,
  },
  /** A page whose database is away or locked answers with the reason within this long; readiness sooner. */
  page: { unavailableWithinMs: 5_000, readyWithinMs: 2_000, retryAfterSeconds: 5 },
  /** A password is judged by its first characters, in so many spellings: both make the work grow much faster than the text. */
  password: { judgedCharacters: 20, mostSpellings: 10 },
  /** So many lines a minute of each kind tell of refused visitors; the next one says how many there were more. */
  securityLog: { linesPerWindow: 30, windowMs: 60_000 },
  /**
   * So many lines a window and reason tell of refused requests, and so many stacks of errors of one place in the code; the
   * next one says how many there were more. Of more reasons and places than `mostKinds` the first is counted anew.
   */
  refusedLog: { linesPerWindow: 30, windowMs: 60_000, mostKinds: 200 },
  /**
   * How long readiness waits for the database, and for anything; a table locked for longer than `lockedMs` is told of. In a
   * crowd, where a process is too busy to find out in time, what was found within `trustMs` still counts.
   */
  ready: { databaseMs: 1_000, checkMs: 1_300, lockedMs: 1_000, trustMs: 120_000 },
  /**
   * What the command line's doctor waits for, from where on a clock's error or a full disk is worth telling, how many files of each kind it looks for at
   * either end, and how many connections the proxy in front should take.
   */
  doctor: {
    waitMs: 10_000,
    clockWarningMs: 5_000,
    clockErrorMs: 60_000,
    littleRoomBytes: 2048 * megabyte,
    noRoomBytes: 200 * megabyte,
    filesLookedFor: 25,
    leastProxyConnections: 4_096,
  },
} as const;
