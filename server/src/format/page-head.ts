import { createHash } from 'node:crypto';

/** How a page of this program begins, so that it is known again and may be replaced. */
export const GENERATOR = '<meta name="generator" content="Marginalia">';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The head of a self-contained page, up to the start of its body: nothing is loaded from anywhere, and nothing runs but
 * the script that is named, which the content security policy holds it to.
 * @param title without text of a note
 * @param style all of its CSS
 * @param script what stands in its only `<script>`, where it has one
 */
export function pageHead(title: string, style: string, script?: string): string {
  const scripts = script === undefined ? '' : ` script-src ${hash(script)};`;
  const policy = `default-src 'none'; style-src ${hash(style)};${scripts} base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
${GENERATOR}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
`;
}
