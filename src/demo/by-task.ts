import { fail, say, type Conversation, type ModelScript, type Step } from './model-script.ts';

/** The model's messages in answer to the last prompt, in order. */
export type TaskSteps = readonly Step[] | ((conversation: Conversation) => readonly Step[]);

/**
 * Picks the steps by a marker in the first prompt (such as the task's title) and the step by the number of
 * messages since the last prompt. A later prompt in the same conversation starts at the first step again: give
 * a function to answer it differently. After the last step the model says that it is done.
 */
export function byTask(tasks: Readonly<Record<string, TaskSteps>>): ModelScript {
  return (conversation) => {
    const prompt = conversation.prompts[0] ?? '';
    const found = Object.entries(tasks).find(([marker]) => prompt.includes(marker));
    if (!found) return fail(400, `the script has no task for the prompt "${prompt.slice(0, 80)}"`);
    const steps = typeof found[1] === 'function' ? found[1](conversation) : found[1];
    return steps[conversation.turn] ?? say('All done.');
  };
}
