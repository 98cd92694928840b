/** Where a page stands, with the cursors of its ends. */
export interface PageBounds {
  hasNextPage(): Promise<boolean>;
  hasPreviousPage(): Promise<boolean>;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}
