import { env } from 'node:process';

// Node's readline edits nothing on a dumb terminal: the tests do not depend on the one they are started from.
env['TERM'] = 'xterm';

/** @type {import('jest').Config} */
export default {
  globalSetup: '<rootDir>/tests/helpers/build-once.ts',
  // Most of the time a test waits for a process.
  maxWorkers: 4,
  // The slowest end-to-end test starts twenty processes on a machine that others use, too.
  testTimeout: 120_000,
  testMatch: ['<rootDir>/tests/**/*.test.ts', '!**/*.slow.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: true,
      },
    ],
  },
  coverageProvider: 'v8',
  // Files of types alone have no code to cover.
  collectCoverageFrom: [
    'src/**/*.ts',
    // What puts the program together is run as a process by tests/e2e.
    '!src/{main,compose}.ts',
    '!src/commands/**',
    '!src/app/ports/**',
    '!src/core/attempt/*.ts',
    '!src/core/session/{command,event,effect,rejection}.ts',
    '!src/core/permission/{call,surroundings}.ts',
    '!src/core/wording/local.ts',
    '!src/core/task/{task,fault}.ts',
  ],
  coverageReporters: ['text', 'lcov'],
  coverageThreshold: {
    global: { statements: 90, branches: 85 },
    './src/core/': { statements: 100, branches: 100, functions: 100 },
  },
};
