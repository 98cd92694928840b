/**
 * How V8 serves requests, in which things live briefly or for good: a young generation of 16 MB, and an old one that doubles, at most, before it is
 * collected. What lived long in the first seconds, when everything takes long, is no reason to put all of its kind into the old generation from then on.
 */
export const V8_FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=100', '--no-allocation-site-pretenuring'];
