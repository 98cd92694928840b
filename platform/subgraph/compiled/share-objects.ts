import type { CompleteField, Program, Run } from './run.ts';

/** After so many objects it is told whether sharing those of a selection is worth the looking. */
const TRIED = 512;
/** Share of the objects from which on it is. */
const WORTH = 1 / 8;

/**
 * Completes each source object of a selection once for all places in which it stands, for executions that may share objects. Only what came of
 * reading properties is shared: what resolvers answer may depend on the place, errors have one each and hide those below them, and promises are not followed. Where
 * hardly an object comes twice, none is looked for any more.
 */
export function shareObjects(program: Program, complete: CompleteField): CompleteField {
  const selection = program.selections++;
  let tried = 0;
  let found = 0;

  function completeOnce(source: object, known: Map<unknown, unknown>, of: { run: Run; place: Parameters<CompleteField>[2] }): unknown {
    const { run, place } = of;
    const { promised, called, errors } = run;
    const told = errors.length;
    const completed = complete(source, run, place);
    if (run.promised === promised && run.called === called && errors.length === told && run.nulled.size === 0) known.set(source, completed);
    return completed;
  }

  return function completeShared(source, run, place) {
    if (run.completed === undefined || typeof source !== 'object' || source === null) return complete(source, run, place);
    if (tried >= TRIED && found < tried * WORTH) return complete(source, run, place);
    tried += 1;
    const known = (run.completed[selection] ??= new Map());
    const completed = known.get(source);
    if (completed === undefined) return completeOnce(source, known, { run, place });
    found += 1;
    run.isShared = true;
    return completed;
  };
}
