import { dirname, join } from 'node:path/posix';
import type { Arrow, House } from './house.ts';
import { isIn } from './house.ts';

/** Each rule gives the faults it finds, one a line, as a person would point at them; none means it holds. */
type Faults = readonly string[];

const shown = (arrows: readonly Arrow[]): Faults => arrows.map(({ from, to }) => `${from} imports ${to}`);

/** The place imports nothing of ours but what is named, and its own files. */
export const importsOnly = ({ arrows }: House, place: string, allowed: readonly string[]): Faults =>
  shown(arrows.filter(({ from, to }) => isIn(from, [place]) && !isIn(to, [place, ...allowed])));

/** Nobody but those named (and the place's own files) imports the place. */
export const importedOnlyBy = (
  { arrows }: House,
  places: readonly string[],
  allowed: readonly string[],
): Faults => shown(arrows.filter(({ from, to }) => isIn(to, places) && !isIn(from, [...places, ...allowed])));

/** The packages (a name, or a scope such as `@azure`) are imported in those places alone. */
export const packagesOnlyIn = (
  { packages }: House,
  names: readonly string[],
  places: readonly string[],
): Faults => shown(packages.filter(({ from, to }) => isIn(to, names) && !isIn(from, places)));

/** Files that reach themselves along arrows, each circle once. */
export const circles = ({ arrows }: House): Faults => {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
};

/** Neighbours under one roof, at least one of them a folder, that import each other. */
export const twoWays = ({ arrows }: House): Faults => {
  const between = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const [a, b] = neighbours(arrow);
    if (a !== b) between.set(`${a} ${b}`, arrow);
  }
  return [...between].flatMap(([pair, there]) => {
    const [a = '', b = ''] = pair.split(' ');
    const back = between.get(`${b} ${a}`);
    return back === undefined || a > b ? [] : [`${a} ⇄ ${b}: ${shown([there, back]).join(', ')}`];
  });
};

/** Where the two paths part: the file or folder each lies in there. `bot` is the house, cards a room beside its rooms. */
const neighbours = ({ from, to }: Arrow): [string, string] => {
  const a = from.replace(/^bot\//, '').split('/');
  const b = to.replace(/^bot\//, '').split('/');
  let shared = 0;
  while (shared < Math.min(a.length, b.length) - 1 && a[shared] === b[shared]) shared += 1;
  return [a.slice(0, shared + 1).join('/'), b.slice(0, shared + 1).join('/')];
};

/** Words that say nothing of what a thing is (design.md section 1). */
const EMPTY_WORDS =
  /^(vault|manager|helper|util|service|processor|handler|data|info|index|common|misc|shared|core|base)s?$/;
/** Microsoft's own names for what the stand-ins of those names play. */
const OTHERS_NAMES = /key-?vault|token-service/g;

/** Files and folders with an empty word in their name. */
export const emptyNames = ({ texts }: House): Faults =>
  [...texts.keys()].filter((path) =>
    path
      .replace(OTHERS_NAMES, '')
      .split(/[/.-]/)
      .some((word) => EMPTY_WORDS.test(word)),
  );

/** Files whose text holds what only the places named may hold. */
export const saidOnlyIn = ({ texts }: House, what: RegExp, places: readonly string[]): Faults =>
  [...texts].flatMap(([path, text]) =>
    what.test(withoutComments(text)) && !isIn(path, places) ? [`${path} says ${String(what)}`] : [],
  );

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

export const lineCounts = ({ texts }: House): ReadonlyMap<string, number> =>
  new Map([...texts].map(([path, text]) => [path, text.trimEnd().split('\n').length]));

/** The functions the table names as steps, and imports of them by anybody else: `remind`, `file` … */
export const stepsCalled = ({
  texts,
}: House): { readonly steps: readonly string[]; readonly faults: Faults } => {
  const table = texts.get('bot/lifecycle.ts') ?? '';
  const steps = [...table.matchAll(/\bstep:\s*(\w+)/g)].flatMap(([, name]) => name ?? []);
  const faults = [...texts].flatMap(([path, text]) =>
    path === 'bot/lifecycle.ts'
      ? []
      : namesImported(text)
          .filter(({ name, from }) => steps.includes(name) && isIn(join(dirname(path), from), ['bot/steps']))
          .map(({ name }) => `${path} imports the step ${name}`),
  );
  return { steps, faults };
};

const namesImported = (text: string): readonly { readonly name: string; readonly from: string }[] =>
  [...text.matchAll(/\b(?:import|export)\s*\{([^}]*)\}\s*from\s*'(\.[^']+)'/g)].flatMap(
    ([, names = '', from = '']) =>
      names.split(',').map((name) => ({ name: name.trim().split(' as ')[0] ?? '', from })),
  );
