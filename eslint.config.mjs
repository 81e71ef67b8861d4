import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

/** What pure code may not touch: the clock, chance, timers, the process, the network (kernel rules 1 and 2). */
const impure = [
  'process',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'crypto',
  'structuredClone',
  'Buffer',
  'queueMicrotask',
];

/** Canvas, forms and what belongs to them: only the bridge of the web application knows them. */
const canvasPackages = [
  'bpmn-js',
  'bpmn-js/**',
  'bpmn-js-*',
  'bpmn-js-*/**',
  'bpmn-auto-layout',
  'bpmn-moddle',
  'camunda-bpmn-js*/**',
  'diagram-js',
  'diagram-js/**',
  'diagram-js-*',
  'diagram-js-*/**',
  'dmn-js*/**',
  'zeebe-bpmn-moddle/**',
  '@bpmn-io/**',
];
const onlyTheBridge = 'Only modeler/bridge talks to the packages of bpmn.io: use openViewer, openModeler or openForm.';

/** Loses digits of numbers without a word; forbidden where text comes from outside (json/decode.ts says what may be read so). */
const losesDigits = [
  {
    object: 'JSON',
    property: 'parse',
    message: 'Read text from outside with parseJson or decodeJson (json/index.ts).',
  },
  { object: 'express', property: 'json', message: 'Read bodies with readJson (api/routing/read-json.ts).' },
];

/** Where JSON is read that this product itself has written: rows and notices of Postgres, what a browser keeps. */
const readsItsOwn = [
  'engine/**/*.ts',
  'api/features/queue/queue.ts',
  'modeler/live/live-events.ts',
  'modeler/typed/typed-draft.ts',
  'modeler/pages/processes/draft/local-copy.ts',
];

/** No doors: tests, measurements, and what starts and builds the product. */
const noDoors = ['**/*.test.ts', '**/test-support/**', 'test/**', 'bench/**', 'embedded/**'];

const chance = [
  { object: 'Math', property: 'random' },
  { object: 'Date', property: 'now' },
];

export default defineConfig(
  globalIgnores(['node_modules/', 'dist/', '.build/', '.data/', 'prisma/generated/', 'coverage/']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Our objects are closures behind interfaces, not classes: their methods have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['modeler/**/*.{ts,tsx}', 'test/web/**/*.ts'],
    ignores: ['modeler/bridge/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: canvasPackages, message: onlyTheBridge }] }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'ImportExpression[source.value=/^(@bpmn-io|bpmn-js|bpmn-auto-layout|bpmn-moddle|camunda-bpmn-js|diagram-js|dmn-js|zeebe-bpmn-moddle)/]',
          message: onlyTheBridge,
        },
      ],
    },
  },
  {
    files: ['modeler/**/*.{ts,tsx}'],
    extends: [hooks.configs.flat.recommended],
    rules: {
      // For the React compiler, which is not used.
      'react-hooks/incompatible-library': 'off',
      // The router's redirects are thrown.
      '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'lib', name: 'Response' }] }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: [...noDoors, ...readsItsOwn],
    rules: { 'no-restricted-properties': ['error', ...losesDigits] },
  },
  {
    files: ['json/**/*.ts', 'feel/**/*.ts', 'bpmn/**/*.ts', 'regulations/**/*.ts', 'workflows/**/*.ts'],
    ignores: ['**/*.test.ts', '**/test-support/**'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-imports': ['error', { patterns: ['node:*', 'express', 'pg', '@prisma/*'] }],
    },
  },
  {
    files: ['json/**/*.ts', 'feel/**/*.ts', 'bpmn/**/*.ts', 'regulations/**/*.ts'],
    ignores: ['**/*.test.ts', '**/test-support/**'],
    rules: {
      'no-restricted-properties': ['error', ...losesDigits, ...chance],
      'no-restricted-imports': ['error', { patterns: ['node:*', 'express', 'pg', '@prisma/*', '@temporalio/*'] }],
    },
  },
  {
    // The codec itself.
    files: ['json/decode.ts', 'json/inexact-numbers.ts'],
    rules: { 'no-restricted-properties': ['error', ...chance] },
  },
  {
    // Pure as well, on Node's bytes: mail is parsed from a `Buffer`.
    files: ['mime/**/*.ts'],
    ignores: ['**/*.test.ts', '**/test-support/**'],
    rules: {
      'no-restricted-globals': ['error', ...impure.filter((name) => name !== 'Buffer')],
      'no-restricted-properties': ['error', ...losesDigits, ...chance],
      'no-restricted-imports': ['error', { patterns: ['node:*', 'express', 'pg', '@prisma/*', '@temporalio/*'] }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
);
