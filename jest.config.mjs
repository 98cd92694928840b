export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types-transformer.mjs' },
  testMatch: ['<rootDir>/{bin,gateway,subgraphs,platform,client,test,bench,examples}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.autoweave'],
  testTimeout: 300_000,
  maxWorkers: 2,
};
