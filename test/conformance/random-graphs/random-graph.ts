import type { Random } from '../differential/random.ts';
import { addInterfaceObjects, addProvided, addRequirements } from './dependencies.ts';
import type { GraphPart } from './graph-model.ts';
import { createSplit, type Split } from './split.ts';
import { drawUniverse, type UniverseType } from './universe.ts';

/** A random federated graph: the SDL of its subgraphs, and whether its fields may fail. Not all of them compose. */
export interface RandomGraph {
  readonly parts: readonly GraphPart[];
  readonly fails: boolean;
}

/** Draws types with keys, fields and abstract types over them, and shares them out to two to five subgraphs. */
export function drawGraph(random: Random): RandomGraph {
  const universe = drawUniverse(random);
  const fails = random.chance(0.4);
  const names = ['s0', 's1', 's2', 's3', 's4'].slice(0, 2 + random.below(4));
  const split = createSplit(universe, { random, names, variesNulls: !fails && random.chance(0.5) });
  for (const type of universe.types.filter(({ keys }) => keys.length > 0)) shareOut(type, split, random);
  for (const name of names) addRoots(name, split, random);
  for (const name of names) addRequirements(name, split, random);
  for (const name of names) addProvided(name, split, random);
  addInterfaceObjects(split, random);
  return { parts: split.toParts(), fails };
}

function shareOut(type: UniverseType, split: Split, random: Random): void {
  const homes = split.names.filter(() => random.chance(0.55));
  if (homes.length === 0) homes.push(random.pick(split.names));
  for (const name of homes) split.addHome(name, type);
  for (const field of type.fields) {
    if (field.isKeyed) continue;
    const owner = random.pick(homes);
    split.addField(owner, type, field);
    const others = homes.filter((name) => name !== owner);
    if (others.length === 0) continue;
    if (random.chance(0.2)) split.addField(random.pick(others), type, field);
    else if (random.chance(0.12)) split.addOverride({ from: owner, to: random.pick(others), type, field });
  }
}

function addRoots(name: string, split: Split, random: Random): void {
  const count = random.below(3) + (name === 's0' ? 1 : 0);
  for (let index = 0; index < count; index += 1) {
    const target = random.pick(split.compositeNames);
    const type = random.pick([target, target, `[${target}]`, `[${target}!]!`, `[[${target}]]`]);
    const isShared = random.chance(0.2);
    split.addRoot(isShared ? [name, random.pick(split.names)] : [name], {
      name: `${name}q${index}`,
      type,
      args: random.chance(0.2) ? '(x: Int, y: String = "z")' : '',
    });
  }
  if (random.chance(0.15)) split.addMutation(name, random.pick(split.compositeNames));
}
