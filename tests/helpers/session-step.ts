import { openGates, type Session } from '../../src/core/session/index.ts';
import type { BareCommand } from './session-play.ts';

/** A step names things relative to the present, so that many of them fit and some are stale. */
export type Step = (session: Session, n: number, isTouched: boolean) => BareCommand;

export const openGate = (session: Session): string => openGates(session)[0]?.id ?? 'none';
export const epochOf = (session: Session): number => (session.state === 'idle' ? 0 : session.lastEpoch);
