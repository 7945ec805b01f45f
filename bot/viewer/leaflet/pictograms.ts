import type { Pictogram } from '../../../cards/text/leaflet.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** Strokes on a 48 by 48 grid. Always beside words that say the same. */
const strokes: Readonly<Record<Pictogram, string>> = {
  camera: 'M6 15h9l4-5h10l4 5h9v24H6zM24 20a7 7 0 1 0 0 14 7 7 0 0 0 0-14z',
  no: 'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36zM12 12l24 24',
  people:
    'M16 10a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM5 40c0-9 5-13 11-13s11 4 11 13M34 14a5 5 0 1 0 0 10M32 28c6 0 11 4 11 12',
  lock: 'M10 22h28v20H10zM16 22v-6a8 8 0 0 1 16 0v6M24 30v5',
  years: 'M7 11h34v31H7zM7 19h34M16 6v9M32 6v9M15 27h4M29 27h4M15 35h4M29 35h4',
  mind: 'M10 20a15 15 0 1 1 0 9M10 8v12h12',
  see: 'M4 24c8-13 32-13 40 0-8 13-32 13-40 0zM24 18a6 6 0 1 0 0 12 6 6 0 0 0 0-12z',
  open: 'M24 12c-5-4-12-4-18-2v29c6-2 13-2 18 2 5-4 12-4 18-2V10c-6-2-13-2-18 2zM24 12v29',
};

export const pictogram = (name: Pictogram): Html =>
  html`<svg class="leaflet-picture" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <path d="${strokes[name]}" />
  </svg>`;
