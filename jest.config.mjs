/** Jest runs the sources as ES modules (flag in package.json); swc only strips the types. */
export default {
  testEnvironment: 'node',
  roots: ['bpmn', 'regulations', 'workflows', 'store', 'activities', 'worker', 'api', 'embedded', 'bench', 'test'].map((room) => `<rootDir>/${room}`),
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'] },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', importAttributes: true }, experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
};
