/** How V8 serves requests; flags of Node. */
export const V8_FLAGS: readonly string[];
