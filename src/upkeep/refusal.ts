/** What a command will not do, in one plain sentence: it prints that and ends with status 1. */
export class Refusal extends Error {}
