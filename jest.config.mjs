/** Jest runs the sources as ES modules (flag in package.json); swc only strips the types. */
export default {
  testEnvironment: 'node',
  // Modules that run in a context of their own are not given back by V8: a process of the runner that has grown is replaced.
  maxWorkers: 2,
  workerIdleMemoryLimit: '600MB',
  // Servers are shared by test files that run at the same time.
  testTimeout: 30_000,
  globalSetup: './test/environment/global-setup.mjs',
  globalTeardown: './test/environment/global-teardown.mjs',
  roots: [
    'json',
    'feel',
    'bpmn',
    'regulations',
    'workflows',
    'mime',
    'runtime',
    'engine',
    'desk',
    'activities',
    'worker',
    'api',
    'mail',
    'embedded',
    'modeler',
    'bench',
    'test',
  ].map((room) => `<rootDir>/${room}`),
  testMatch: ['**/*.test.{ts,mjs}'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'] },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', importAttributes: true },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
};
