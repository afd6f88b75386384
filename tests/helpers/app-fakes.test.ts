import { describe } from '@jest/globals';
import {
  createFakeArchive,
  createFakeAuditLog,
  createFakeCallBook,
  createFakeEvidenceBook,
  createFakeFolders,
  createFakeStore,
} from './app-fakes.ts';
import { auditLogContract } from './contracts/audit-log-contract.ts';
import { callBookContract } from './contracts/call-book-contract.ts';
import { evidenceBookContract } from './contracts/evidence-book-contract.ts';
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

describe('the fake book of evidence', () => {
  evidenceBookContract(async () => {
    const kept = new Map<string, string>();
    const diffs = new Map<string, string>();
    return {
      open: () => createFakeEvidenceBook(kept, diffs),
      begin: async () => {},
      writeDiff: async (path, text) => void diffs.set(path, text),
    };
  });
});

describe('the fake book of calls', () => {
  callBookContract(async () => {
    const kept = new Map<string, string>();
    const begun = new Set<string>();
    return {
      open: () => createFakeCallBook(kept, (session, epoch) => begun.has(`${session}/${epoch}`)),
      begin: async (session, epoch) => void begun.add(`${session}/${epoch}`),
    };
  });
});

describe('the fake audit log', () => {
  auditLogContract(async () => {
    const entries: AuditEntry[] = [];
    return { open: () => createFakeAuditLog(entries), entries: async () => entries };
  });
});
