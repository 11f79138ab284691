/** One line of `concord doctor`. `advice` is worth doing and no fault. */
export type Check = { name: string; state: 'well' | 'advice' | 'wrong'; sentence: string }

export const well = (name: string, sentence: string): Check => ({ name, state: 'well', sentence })
export const advice = (name: string, sentence: string): Check => ({ name, state: 'advice', sentence })
export const wrong = (name: string, sentence: string): Check => ({ name, state: 'wrong', sentence })
