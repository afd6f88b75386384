export { firstPrompt, nextPrompt, type LeftOpen, type Place } from './prompt.ts';
