import { join } from "node:path";
import { databaseUrl } from "#db/connection.ts";
import { env } from "#env.ts";
import { filesMark, privateFiles, tripPhotos } from "#gateways/storage/stores.ts";
import type { BackupWork } from "./backup.ts";

/** Where backups lie: `SETRIP_BACKUP_DIR`, or a folder in the data folder, which no disk's end survives. */
export function backupPlace(): BackupWork["place"] {
  const { SETRIP_BACKUP_DIR, SETRIP_DATA_DIR } = env();
  return SETRIP_BACKUP_DIR
    ? { folder: SETRIP_BACKUP_DIR, isDefault: false }
    : { folder: join(SETRIP_DATA_DIR, "backups"), isDefault: true };
}

/** What the environment says of a backup. */
export function backupSettings(): Omit<BackupWork, "now" | "signal" | "beat" | "note" | "release"> {
  return {
    databaseUrl: databaseUrl(),
    stores: { photos: tripPhotos(), papers: privateFiles(), mark: filesMark() },
    dataDir: env().SETRIP_DATA_DIR,
    place: backupPlace(),
    recipients: env().SETRIP_BACKUP_RECIPIENT,
  };
}
