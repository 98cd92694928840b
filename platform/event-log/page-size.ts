import { TAIL_PAGE } from './tail-events.ts';

/** How many entries a reader asks for: large events make the next page shorter, small ones longer, so that its memory stays bounded. */
export interface PageSize {
  /** Reads a page of so many entries, and learns from what they take. */
  next<Page extends { readonly size: number } | undefined>(read: (entries: number) => Promise<Page>): Promise<Page>;
}

/** Begins with a quarter of the largest page. */
export function createPageSize(): PageSize {
  let entries: number = TAIL_PAGE.limit / 4;
  return {
    async next(read) {
      const page = await read(entries);
      const size = page?.size ?? 0;
      const fitting = size === 0 ? TAIL_PAGE.limit : Math.floor((entries * TAIL_PAGE.maxSize) / size);
      entries = Math.max(1, Math.min(TAIL_PAGE.limit, fitting));
      return page;
    },
  };
}
