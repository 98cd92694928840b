import tseslint from 'typescript-eslint';

// Few rules, each with its reason. Types catch the rest.
export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '**/generated/', 'gateway/playground/assets/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      // A promise that nobody awaits hides its failure.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      // `any` switches the checker off for all that it touches.
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      // A switch over a union must fail to compile when the union grows.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Type stripping removes only what is marked as a type.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: 'error',
      // At most three parameters, then an options object: a call must read by itself.
      'max-params': ['error', 3],
      'no-var': 'error',
      'prefer-const': 'error',
      // Standard output belongs to the command line; the rest logs.
      'no-console': 'error',
    },
  },
  { files: ['bin/**', 'bench/**', 'examples/**', 'test/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.test.ts', '**/*.contract.ts', 'test/**'], rules: { 'max-params': 'off' } },
);
