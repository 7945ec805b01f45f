import { fields, list, text } from '../http/read-json.ts';
import { refusePage } from '../http/refuse.ts';
import type { Upload } from '../page-contract.ts';

export const readUpload = (value: unknown): Upload => {
  const given = fields(value);
  const [name, contentType, base64] = [
    text(given?.['name']),
    text(given?.['contentType']),
    text(given?.['base64']),
  ];
  if (name === undefined || contentType === undefined || base64 === undefined) {
    throw refusePage(400, 'An upload has a name, a contentType and its bytes as base64.');
  }
  return { name, contentType, base64 };
};

export const readUploads = (value: unknown): Upload[] => list(value).map(readUpload);
