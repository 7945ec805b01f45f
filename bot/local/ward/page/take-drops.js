/**
 * Files dropped on this part of the page are taken here, not by the part around it.
 *
 * @param {HTMLElement} area
 * @param {(files: readonly File[]) => void} take
 */
export function takeDrops(area, take) {
  area.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    area.classList.add('dropping');
  });
  area.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node) || !area.contains(event.relatedTarget))
      area.classList.remove('dropping');
  });
  area.addEventListener('drop', (event) => {
    area.classList.remove('dropping');
    if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    take([...event.dataTransfer.files]);
  });
}
