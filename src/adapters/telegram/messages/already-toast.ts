import type { Session } from '../../../core/session/index.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import { cleanedLine } from './rich-text.ts';

const LONGEST_LINE = 150;

/** For a second tap by the person whose first one was the decision. */
export const alreadyToast = (session: Session): string =>
  `✅ That was counted already.\n${cleanedLine(waitingNow(session), LONGEST_LINE)}`;
