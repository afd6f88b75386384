/** The name of this channel, as it stands in an actor. */
export const WEBHOOK = 'webhook';
