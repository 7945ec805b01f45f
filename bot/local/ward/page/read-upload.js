/** @typedef {import('../page-contract.ts').Upload} Upload */

/** Browsers do not know these by name and leave the type empty. @type {Record<string, string>} */
const typeByEnding = { heic: 'image/heic', heif: 'image/heif', dng: 'image/x-adobe-dng' };

/** @param {File} file */
export function typeOf(file) {
  const ending = file.name.toLowerCase().split('.').pop() ?? '';
  return file.type || typeByEnding[ending] || 'application/octet-stream';
}

/**
 * A picked file as the ward takes it. The bytes go as they are: what a phone wrote is what is sent.
 *
 * @param {File} file
 * @returns {Promise<Upload>}
 */
export function readUpload(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(new Error('The file could not be read.', { cause: reader.error }));
    reader.onload = () => {
      const base64 = String(reader.result).replace(/^[^,]*,?/, '');
      resolve({ name: file.name, contentType: typeOf(file), base64 });
    };
    reader.readAsDataURL(file);
  });
}
