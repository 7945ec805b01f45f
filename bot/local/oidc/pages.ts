import { people } from '../demonstration/people.ts';
import type { Person } from '../demonstration/people.ts';

const ORGANISATIONS: Readonly<Record<Person['organisation'], string>> = {
  harbourside: 'Harbourside Hospitals',
  fellview: 'Fellview Community Trust',
  elsewhere: 'Another organisation',
};

const STYLE = `
  :root { color-scheme: light; }
  * { box-sizing: border-box; }
  body { margin: 0; background: #f0f4f5; color: #212b32; font: 1.1875rem/1.47 Arial, sans-serif; }
  header { background: #005eb8; color: #fff; padding: 1rem; font-weight: 700; }
  main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
  h2 { font-size: 1.25rem; margin: 2rem 0 .75rem; }
  label { display: flex; gap: .75rem; align-items: flex-start; padding: .5rem 0; }
  input { flex: none; width: 1.75rem; height: 1.75rem; margin: 0; accent-color: #005eb8; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { margin: 0 0 .75rem; }
  button { width: 100%; min-height: 3.25rem; padding: .75rem 1rem; text-align: left; font: inherit; color: #005eb8;
    background: #fff; border: 2px solid #005eb8; border-radius: 4px; cursor: pointer; }
  button b { display: block; }
  button span { color: #212b32; font-size: 1rem; }
  button:hover { background: #e8f1f8; }
  button:focus-visible, input:focus-visible { outline: 4px solid #212b32; outline-offset: 0; background: #ffeb3b; }
`;

/** Who are you: a button a person. A form of plain HTML, so that it works with the keyboard and without scripts. */
export const signInPage = (): string =>
  page(
    'Sign in to the demonstration',
    `<h1>Sign in to the demonstration</h1>
    <p>This stands in for the hospital’s own sign-in. Everybody here is invented.</p>
    <form method="post">
      <label><input type="checkbox" name="factors" value="password-only">
        Signed in with a password only (no second factor)</label>
      ${Object.entries(ORGANISATIONS)
        .map(([organisation, name]) => group(name, organisation))
        .join('')}
    </form>`,
  );

export const errorPage = (why: string): string =>
  page(
    'Sign-in did not work',
    `<h1>Sign-in did not work</h1>
    <p>Go back to the page you came from and open the picture again.</p>
    <p>What the sign-in said: ${escape(why)}</p>`,
  );

const group = (name: string, organisation: string): string => {
  const members = people.filter((one) => one.organisation === organisation);
  return `<h2>${escape(name)}</h2><ul>${members.map(button).join('')}</ul>`;
};

const button = (person: Person): string =>
  `<li><button name="person" value="${escape(person.oid)}"><b>${escape(person.name)}</b> <span>${escape(
    person.jobTitle,
  )}</span></button></li>`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(title)}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <header>Demonstration sign-in</header>
    <main>${body}</main>
  </body>
</html>
`;

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
