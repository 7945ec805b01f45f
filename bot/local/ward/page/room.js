/**
 * The place being looked at, and by whom: what every part of a conversation needs to know.
 *
 * @typedef {{
 *   ward: import('./call-ward.js').Ward,
 *   me: import('../page-contract.ts').WardPerson,
 *   place: import('../page-contract.ts').WardPlace,
 *   others: readonly import('../page-contract.ts').WardPerson[],
 *   commands: import('../page-contract.ts').WardWorld['commands'],
 *   tab: import('../page-contract.ts').WardWorld['tab'],
 *   refresh: () => void,
 * }} Room
 */
export {};
