/** Records beside a folder's files, which have to be asked in the moment of the backup. */
export interface BackedUpRecords {
  /**
   * Keeps every unit of work that tells of itself from being committed while `work` runs, so that what the log has, and what waits in the
   * outboxes, are of one moment. Throws when that cannot be had, since somebody works without a pause.
   */
  hold<T>(work: () => Promise<T>): Promise<T>;
  /** The moment: from here on what is copied is as it is now. */
  begin(): Promise<void>;
  /** Writes everything as it was then into the folder. */
  copy(folder: string): Promise<void>;
}

/** Records that are files of the folder. */
export const RECORDS_IN_FILES: BackedUpRecords = {
  hold: (work) => work(),
  begin: () => Promise.resolve(),
  copy: () => Promise.resolve(),
};
