/** Strokes on a 20 by 20 grid. Always decoration: the button that holds one has its own words. */
const strokes = {
  attach: 'M15 8.5 9.3 14.2a2.6 2.6 0 0 1-3.7-3.7l6.2-6.2a4 4 0 0 1 5.7 5.7l-6.6 6.5',
  picture: 'M3 4.5h14v11H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.6h.1',
  camera: 'M3 6.500h3l1.5-2h5l1.5 2h3v9H3zM10 13.500a2.700 2.700 0 1 0 0-5.400 2.700 2.700 0 0 0 0 5.400z',
  link: 'M8.5 11.5l3-3M9 6l1.7-1.7a3.3 3.3 0 0 1 4.7 4.7L13.7 10.700M11 14l-1.7 1.700a3.3 3.3 0 0 1-4.7-4.700L6.3 9.3',
  send: 'M3 10h13M11 4.5 16.5 10 11 15.5',
  back: 'M12.5 4 6.5 10l6 6',
  close: 'M5 5l10 10M15 5 5 15',
  more: 'M4.5 10h.1M10 10h.1M15.5 10h.1',
  weather: 'M6 15h8.500a3 3 0 0 0 .4-6 4.8 4.8 0 0 0-9.2-.6A3.4 3.4 0 0 0 6 15z',
  channel: 'M4.5 7.500h12M3.5 12.500h12M8.5 3.500l-2 13M13.5 3.500l-2 13',
  people:
    'M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 16c0-3 2-4.5 4.5-4.500S12 13 12 16M13 4.300a2.4 2.4 0 0 1 0 4.500M14 11.700c1.9.4 3 1.9 3 4.3',
  bot: 'M4.5 7.500h11v8h-11zM10 4.200v3.300M7.8 11h.1M12.1 11h.1',
  file: 'M5.5 3h6l3.5 3.500V17h-9.500zM11.5 3v3.500H15',
};

/**
 * @param {keyof typeof strokes} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}
