/** What a command found: sentences for a person, the same as JSON for a script, and the exit code. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly json: unknown;
  readonly exit: 0 | 1;
}
