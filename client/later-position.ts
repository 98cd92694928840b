/** Epoch, sequence and workspace, as the log writes them into a position. */
const PARTS = /^(\d{1,9})\.(\d{1,16})\.(.+)$/;

/**
 * The one of two positions of a workspace that lies later in the log: mutations that run at the same time may be answered in any
 * order, and a query must see what each of them wrote. Of positions that this client cannot read, the one that came last.
 */
export function laterPosition(known: string | undefined, arrived: string): string {
  const [earlier, later] = [readPlace(known), readPlace(arrived)];
  if (known === undefined || earlier === undefined || later === undefined) return arrived;
  return later.epoch > earlier.epoch || (later.epoch === earlier.epoch && later.sequence > earlier.sequence) ? arrived : known;
}

function readPlace(position: string | undefined): { epoch: number; sequence: number } | undefined {
  if (position === undefined || !/^[A-Za-z0-9_-]+$/.test(position)) return undefined;
  const match = PARTS.exec(atob(position.replaceAll('-', '+').replaceAll('_', '/')));
  return match === null ? undefined : { epoch: Number(match[1]), sequence: Number(match[2]) };
}
