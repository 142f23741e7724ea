import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** What the journal says of texts without saying them, under the user's key. */
export interface Secrets {
  /** The same for the same text; tells nothing of it without the key. */
  mark(text: string | Uint8Array): string;
  /** The same, for lines of the journal: nobody else can make one that this key has signed. */
  sign(line: string): string;
  seal(text: string): string;
  /** What was sealed; undefined where anything of it was changed, or another key sealed it. */
  open(sealed: string): string | undefined;
}

const under = (key: Uint8Array, text: string | Uint8Array): string =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, 16);

/** @param key the user's key, as `usableKey` gives it */
export function makeSecrets(key: Uint8Array): Secrets {
  const of = (use: string): Buffer => createHmac('sha256', key).update(`gold\0${use}`).digest();
  const [marks, lines] = [of('marks'), of('lines')];
  const cipherKey = of('cipher');
  return {
    mark: (text) => under(marks, text),
    sign: (line) => under(lines, line),
    seal(text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE + TAG) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      });
      decipher.setAuthTag(bytes.subarray(-TAG));
      try {
        const body = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
        return body.toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
