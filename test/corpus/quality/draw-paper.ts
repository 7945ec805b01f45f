/** Things that are photographed instead of a patient: an ECG, an X-ray on its light box, a chart. */
const svg = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">${body}</svg>`;

/** Pink squares and twelve leads; the light falls off to one side. */
export const ecgSvg = (random: () => number): string => {
  const rows = Array.from({ length: 4 }, (_, row) => {
    const y = 230 + row * 240;
    let path = `M 90 ${y}`;
    for (let x = 90; x < 1500; x += 118) {
      const r = 90 + random() * 60;
      path += ` l 30 0 l 8 -14 l 8 14 l 10 0 l 6 12 l 8 ${-r} l 9 ${r + 20} l 6 -32 l 12 0 l 12 -22 l 13 22 l -4 0`;
    }
    return `<path d="${path}" fill="none" stroke="rgb(30,30,40)" stroke-width="3"/>`;
  });
  return svg(
    `<defs><pattern id="f" width="12" height="12" patternUnits="userSpaceOnUse"><path d="M12 0H0V12" fill="none" stroke="rgb(240,190,190)" stroke-width="1"/></pattern>
     <pattern id="c" width="60" height="60" patternUnits="userSpaceOnUse"><rect width="60" height="60" fill="url(#f)"/><path d="M60 0H0V60" fill="none" stroke="rgb(226,140,140)" stroke-width="2"/></pattern>
     <linearGradient id="l" x1="0" y1="${random()}" x2="1" y2="${random()}"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.35"/></linearGradient></defs>
     <rect width="100%" height="100%" fill="rgb(90,70,55)"/><g transform="rotate(${random() * 8 - 4} 800 600)"><rect x="50" y="60" width="1500" height="1080" fill="rgb(250,246,240)"/><rect x="50" y="60" width="1500" height="1080" fill="url(#c)"/>${rows.join('')}</g><rect width="100%" height="100%" fill="url(#l)"/>`,
  );
};

/** Mostly black, by nature, in a bright frame: neither too dark nor against the light. */
export const xraySvg = (random: () => number): string => {
  const tilt = random() * 16 - 8;
  const bone = (x: number, width: number, shade: number): string =>
    `<path d="M${x} 90 C ${x - width * 0.9} 260 ${x + 10} 340 ${x} 620 S ${x - width} 980 ${x} 1110 L ${x + width} 1110 C ${x + width * 2} 980 ${x + width} 820 ${x + width} 620 S ${x + width * 1.9} 240 ${x + width} 90 Z" fill="rgb(${shade},${shade},${shade + 6})" stroke="rgb(${shade + 40},${shade + 40},${shade + 40})" stroke-width="6" opacity="0.9"/>`;
  return svg(
    `<rect width="100%" height="100%" fill="rgb(226,232,238)"/><rect x="130" y="40" width="1340" height="1120" fill="rgb(12,13,17)"/>
     <g transform="rotate(${tilt} 800 600)"><ellipse cx="800" cy="600" rx="${300 + random() * 120}" ry="640" fill="rgb(58,60,66)"/>${bone(640, 110, 150 + random() * 30)}${bone(860, 80, 140 + random() * 30)}</g>
     <text x="1330" y="140" font-size="64" font-family="sans-serif" fill="rgb(235,235,235)">R</text>`,
  );
};

/** Lines of print as a report or a drug chart has them, on a desk. */
export const chartSvg = (random: () => number): string => {
  const words = ['Haemoglobin', 'Sodium', 'Paracetamol 1 g', 'Given', 'Potassium', '12:30', 'Ward 4', 'mmol/l', '138', '4.2'];
  const lines = Array.from({ length: 18 }, (_, row) => {
    const text = Array.from({ length: 5 }, () => words[Math.floor(random() * words.length)]).join('   ');
    return `<text x="230" y="${190 + row * 52}" font-size="30" font-family="sans-serif" fill="rgb(40,40,48)">${text}</text>`;
  });
  return svg(
    `<rect width="100%" height="100%" fill="rgb(120,${90 + Math.floor(random() * 30)},70)"/><g transform="rotate(${random() * 10 - 5} 800 600)"><rect x="170" y="70" width="1260" height="1080" fill="rgb(244,243,238)"/>${lines.join('')}</g>`,
  );
};
