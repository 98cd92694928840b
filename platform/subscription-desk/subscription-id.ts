/** The id of a subscription, unique among all processes: it names the copy of the gateway that runs it. */
export function toSubscriptionId(copyId: string, number: number): string {
  return `${copyId}-${number}`;
}

/** The copy that an id names; undefined for what is no id. */
export function readCopyId(id: string): string | undefined {
  return /^(.+)-\d+$/.exec(id)?.[1];
}
