import type { Route } from './route.ts';

export interface Matched {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

interface Compiled {
  readonly route: Route;
  readonly parts: readonly string[];
}

const decodePart = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    // A stray % is a path nobody serves, not a fault of the ward.
    if (error instanceof URIError) return part;
    throw error;
  }
};

const match = (compiled: Compiled, given: readonly string[]): Map<string, string> | undefined => {
  if (compiled.parts.length !== given.length) return undefined;
  const params = new Map<string, string>();
  for (const [at, part] of compiled.parts.entries()) {
    const value = given[at] ?? '';
    if (part.startsWith(':')) params.set(part.slice(1), value);
    else if (part !== value) return undefined;
  }
  return params;
};

/** Finds the route of a request; among several, the first listed. */
export const compileRoutes = (
  routes: readonly Route[],
): ((method: string, path: string) => Matched | undefined) => {
  const byMethod = new Map<string, Compiled[]>();
  for (const route of routes) {
    const list = byMethod.get(route.method) ?? [];
    list.push({ route, parts: route.path.split('/').slice(1) });
    byMethod.set(route.method, list);
  }
  return (method, path) => {
    const given = path.split('/').slice(1).map(decodePart);
    for (const compiled of byMethod.get(method) ?? []) {
      const params = match(compiled, given);
      if (params) return { route: compiled.route, params };
    }
    return undefined;
  };
};
