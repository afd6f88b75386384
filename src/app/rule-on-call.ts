import type { Attempt } from '../core/attempt/index.ts';
import {
  canonical,
  coverOf,
  isOnlyLooking,
  judge,
  readQuestions,
  type PermissionRules,
  type Ruling,
} from '../core/permission/index.ts';
import type { OpenSession } from '../core/session/index.ts';
import type { WantedCall } from './ports/asking.ts';
import type { Ids } from './ports/ids.ts';
import type { Workplace } from './ports/workplace.ts';

export interface RuleOnDeps {
  readonly ids: Ids;
  readonly rules: PermissionRules;
  readonly workplace: Workplace;
  /** Takes known secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Attempts that do their task may run everything: only those that plan are asked about. */
  readonly skips: boolean;
}

/** What is said to a call without asking anybody, or that somebody is to be asked. */
export function ruleOn(
  deps: RuleOnDeps,
  session: OpenSession,
  attempt: Attempt,
  wanted: Omit<WantedCall, 'id'>,
): Ruling {
  if (wanted.tool === 'AskUserQuestion') return question(wanted);
  const plans = attempt.mode === 'plan';
  if (deps.skips && !plans) return { ruling: 'allow', why: 'Everything is allowed.' };
  const surroundings = deps.workplace.surroundings(wanted.cwd);
  const judged = judge(wanted, deps.rules, surroundings, deps.redact);
  const ruling = plans ? whilePlanning(judged, isOnlyLooking(wanted, surroundings)) : judged;
  return ruling.ruling === 'ask' && isGranted(deps, session, attempt, wanted) ? GRANTED : ruling;
}

function whilePlanning(ruling: Ruling, isLooking: boolean): Ruling {
  if (ruling.ruling === 'deny') return ruling;
  if (!isLooking) return ONLY_LOOK;
  return isRuled(ruling) ? ruling : { ...ruling, ruling: 'allow' };
}

/** Whether a rule about looking says that it is asked; what nothing is said of needs no person. */
const isRuled = ({ rule }: Ruling): boolean => rule !== undefined && !rule.startsWith('Edit');

function question({ input }: Pick<WantedCall, 'input'>): Ruling {
  return readQuestions(input)
    ? { ruling: 'ask', why: 'Claude has a question.' }
    : { ruling: 'deny', why: 'The question could not be read: ask it again, with its options.' };
}

const ONLY_LOOK: Ruling = {
  ruling: 'deny',
  why: 'Plan first: nothing is changed or run yet. Look only, and end your turn with the plan as your last message.',
};

const GRANTED: Ruling = { ruling: 'allow', why: 'It was allowed for this task.' };

function isGranted(
  deps: RuleOnDeps,
  { grants }: OpenSession,
  { task }: Attempt,
  wanted: Parameters<typeof coverDigest>[1],
): boolean {
  const cover = coverDigest(deps, wanted);
  return grants.some((grant) => grant.task === task && grant.cover === cover);
}

/** Of what "for this task" would allow with this call; undefined where that makes no sense. */
export function coverDigest(
  { ids, workplace }: Pick<RuleOnDeps, 'ids' | 'workplace'>,
  wanted: Omit<WantedCall, 'id'>,
): string | undefined {
  const cover = coverOf(wanted, workplace.surroundings(wanted.cwd));
  return cover && ids.digest(canonical(cover));
}
