import { fileURLToPath } from 'node:url';
import base from '../../jest.config.js';

/** A real n8n is started once a file, and each of its workflows is given time to wait. */
export default {
  ...base,
  rootDir: fileURLToPath(new URL('../../', import.meta.url)),
  testMatch: ['<rootDir>/tests/n8n/**/*.e2e.ts'],
  maxWorkers: 1,
  testTimeout: 180_000,
  coverageThreshold: undefined,
};
