import { describe } from '@jest/globals';
import { createFakeArchive, createFakeAuditLog, createFakeFolders, createFakeStore } from './app-fakes.ts';
import { auditLogContract } from './contracts/audit-log-contract.ts';
import { sessionArchiveContract } from './contracts/session-archive-contract.ts';
import { stateStoreContract } from './contracts/state-store-contract.ts';
import { freshState, type AuditEntry } from '../../src/app/project-state.ts';

describe('the fake state store', () => {
  stateStoreContract(async () => {
    const kept = { loaded: { state: freshState } };
    return () => createFakeStore(kept);
  });
});

describe('the fake archive', () => {
  sessionArchiveContract(async () => {
    const folders = createFakeFolders();
    return () => createFakeArchive(folders);
  });
});

describe('the fake audit log', () => {
  auditLogContract(async () => {
    const entries: AuditEntry[] = [];
    return { open: () => createFakeAuditLog(entries), entries: async () => entries };
  });
});
