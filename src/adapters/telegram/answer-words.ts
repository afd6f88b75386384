import { operatorWords, readWords, splitWords } from '../../core/operator/index.ts';
import { answerRefusal, askAndAnswer } from './ask.ts';
import type { Wording } from './asked.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { lookAt } from './look.ts';
import { meant, meantByReply, whichIsMeant } from './meant.ts';
import { unclearText } from './messages/unclear-text.ts';
import { startFile } from './start-file.ts';

const NOT_A_COMMAND =
  'Nothing was done: only commands, buttons and replies count. Reply to a card that asks or offers Retry to give Claude words.';

/** Does what a text asks for; resolves when that is stored. */
export async function answerWords(talk: Conversation, asker: Asker, words: Wording): Promise<void> {
  const reply = words.isCommand ? undefined : meantByReply(talk.sent, words, talk.service.read());
  if (reply) await askAndAnswer(talk, asker, reply);
  else if (words.isCommand) await answerCommand(talk, asker, words);
  else sayUnclear(talk, asker, NOT_A_COMMAND);
}

async function answerCommand(talk: Conversation, asker: Asker, words: Wording): Promise<void> {
  const read = readWords(words.text, talk.names);
  const name = splitWords(words.text).word.toLowerCase();
  if (isWithheld(name, talk.names)) {
    sayUnclear(talk, asker, `"${name}" is not offered here.`);
    return;
  }
  switch (read.kind) {
    case 'unclear':
      sayUnclear(talk, asker, read.sentence);
      break;
    case 'look':
      talk.answers.post(() => lookAt(talk, asker, read));
      break;
    case 'start':
      return startFile(talk, asker, read.file);
    case 'command': {
      const unclear = whichIsMeant(talk.service.read(), words, read.command);
      if (!unclear) return askAndAnswer(talk, asker, meant(talk.sent, words, read.command));
      answerRefusal(talk, asker, read.command, unclear);
    }
  }
}

/** A command that exists, but is not among those that are offered. */
const isWithheld = (name: string, names: readonly string[]): boolean =>
  operatorWords.some((word) => word.name === name) && !names.includes(name);

const sayUnclear = (talk: Conversation, asker: Asker, sentence: string): void =>
  say(talk, asker, { text: unclearText(sentence) });
