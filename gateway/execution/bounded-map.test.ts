import { describe, expect, it } from '@jest/globals';
import { createBoundedMap } from './bounded-map.ts';

describe('a bounded map', () => {
  it('lets those go that were not used for the longest time, by number', () => {
    const map = createBoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
  });

  it('and by weight, as many as have to; what is too heavy by itself is not kept', () => {
    const map = createBoundedMap<string, number>(10, 100);
    map.set('a', 1, 40);
    map.set('b', 2, 40);
    map.set('c', 3, 90);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([undefined, undefined, 3, 1]);
    map.set('c', 4, 10);
    map.set('d', 5, 90);
    expect([map.get('c'), map.get('d')]).toEqual([4, 5]);
    map.set('e', 6, 101);
    expect([map.get('e'), map.size]).toEqual([undefined, 2]);
    map.delete('d');
    map.set('f', 7, 90);
    expect([map.get('c'), map.get('f')]).toEqual([4, 7]);
  });
});
