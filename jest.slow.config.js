import config from './jest.config.js';

/** What takes minutes: `npm run test:slow`. @type {import('jest').Config} */
export default {
  ...config,
  testMatch: ['<rootDir>/tests/**/*.slow.test.ts'],
  testTimeout: 600_000,
  coverageThreshold: undefined,
};
