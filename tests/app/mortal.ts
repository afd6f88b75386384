import type { AuditEntry } from '../../src/app/project-state.ts';
import type { SessionServiceDeps } from '../../src/app/session-service.ts';

/** A process that dies at one of its steps to the outside. */
export interface Mortal {
  /** Resolves when it has died. */
  readonly died: Promise<'died'>;
  /** How many steps it took. */
  readonly steps: () => number;
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

  return {
    died,
    steps: () => steps,
    deps: ({ store, runner, archive, auditLog, channels }) => ({
      store: { load: () => store.load(), save: step((state) => store.save(state)) },
      runner: {
        ...runner,
        ensureRun: step((order, watch) => runner.ensureRun(order, watch)),
        cancel: step((...named) => runner.cancel(...named)),
      },
      archive: {
        ...archive,
        claim: step((id) => archive.claim(id)),
        keepTasks: step((...kept) => archive.keepTasks(...kept)),
        write: step((session) => archive.write(session)),
      },
      auditLog: {
        ...auditLog,
        append: step((entries) => auditLog.append(entries)),
        sync: step(async () => void (synced = audit.length)),
      },
      channels: channels.map((channel) => ({
        ...channel,
        deliver: step((...told) => channel.deliver(...told)),
      })),
    }),
  };
}
