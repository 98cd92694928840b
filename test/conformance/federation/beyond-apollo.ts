/**
 * Ids of the cases that do not hold where Apollo's planner has to stand in for the native one. Such a case fails when it holds
 * after all, so that this list is always the whole truth.
 */
export const BEYOND_APOLLO: readonly string[] = [
  // It asks an interface object for one selection, for whichever type each part is.
  'FED-ABS-033',
  // It puts what another type requires in a fragment that it then refuses itself.
  'FED-ABS-060',
];
