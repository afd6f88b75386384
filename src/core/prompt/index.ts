export { firstPrompt, nextPrompt, type Frame, type LeftOpen, type Place } from './prompt.ts';
