/** The name of a role where it begins a line: the policy file writes it as it stands in a sentence. */
export const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
