import type { AuditEntry } from '../../src/app/project-state.ts';
import type { SessionServiceDeps } from '../../src/app/session-service.ts';

/** A process that dies at one of its steps to the outside. */
export interface Mortal {
  /** Resolves when it has died. */
  readonly died: Promise<'died'>;
  /** How many steps it took. */
  readonly steps: () => number;
  readonly isDead: () => boolean;
  readonly deps: (fakes: SessionServiceDeps) => Partial<SessionServiceDeps>;
}

export interface Death {
  /** The step at which it dies, from 1. */
  readonly at: number;
  /** The step has no effect, or it has but nobody learns of it. */
  readonly effect: 'without' | 'with';
}

/**
 * Counts the steps that change something outside; from its death on, nothing changes and nothing resolves. It takes
 * with it what of the audit log was not synced, as a power cut does.
 */
export function createMortal(audit: AuditEntry[], death?: Death): Mortal {
  let steps = 0;
  let synced = audit.length;
  let dead = false;
  const isDead = (): boolean => dead;
  let die: (word: 'died') => void = () => undefined;
  const died = new Promise<'died'>((resolve) => (die = resolve));
  const never = <T>(): Promise<T> => new Promise<T>(() => {});

  const step =
    <A extends readonly unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (isDead()) return never();
      steps += 1;
      if (steps === death?.at) {
        dead = true;
        if (death.effect === 'with') void act(...args).catch(() => undefined);
        audit.splice(synced);
        die('died');
        return never();
      }
      const result = await act(...args);
      return isDead() ? never() : result;
    };

  const alive =
    <A extends readonly unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (isDead()) return never();
      const result = await act(...args);
      return isDead() ? never() : result;
    };

  /** The step at which an attempt begins, once it is prepared. */
  async function beginning<T>(prepared: T): Promise<T> {
    if (isDead()) return never();
    steps += 1;
    if (steps !== death?.at) return prepared;
    dead = true;
    audit.splice(synced);
    die('died');
    return death.effect === 'with' ? prepared : never();
  }

  return {
    died,
    steps: () => steps,
    isDead,
    deps: ({ store, runner, archive, auditLog, channels, care, callBook }) => ({
      store: { load: () => store.load(), save: step((state) => store.save(state)) },
      runner: {
        ...runner,
        ensureRun: alive((order, watch) =>
          runner.ensureRun({ ...order, prepare: () => order.prepare().then(beginning) }, watch),
        ),
        cancel: step((...named) => runner.cancel(...named)),
      },
      archive: {
        ...archive,
        claim: step((id) => archive.claim(id)),
        keepTasks: step((...kept) => archive.keepTasks(...kept)),
        write: step((session) => archive.write(session)),
      },
      callBook: { ...callBook, keep: step((...kept) => callBook.keep(...kept)) },
      auditLog: {
        ...auditLog,
        append: step((entries) => auditLog.append(entries)),
        sync: step(async () => void (synced = audit.length)),
      },
      ...(care && {
        care: {
          ...care,
          verifier: { verify: step((...order) => care.verifier.verify(...order)) },
          evidence: { ...care.evidence, keep: step((...kept) => care.evidence.keep(...kept)) },
          checkpoints: {
            ...care.checkpoints,
            keep: step((...named) => care.checkpoints.keep(...named)),
            diff: step((...states) => care.checkpoints.diff(...states)),
            restore: step((request) => care.checkpoints.restore(request)),
            commit: step((request) => care.checkpoints.commit(request)),
          },
        },
      }),
      channels: channels.map((channel) => ({
        ...channel,
        deliver: step((...told) => channel.deliver(...told)),
      })),
    }),
  };
}
