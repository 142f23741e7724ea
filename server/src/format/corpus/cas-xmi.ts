import { type Cas, casHolds, casOf, readCas, SOFA, type Structure } from './cas';
import { PACKAGE, typesAsXml } from './cas-types';
import { type CorpusFormat, stem } from './document';
import { hold } from './holding';
import type { Parsed } from './json';
import { holdableInXml, parseXml, type XmlElement, xmlValue } from './xml';

const INITIAL = '_InitialView';

/** UIMA's CAS as XMI, with the type system that its readers ask for. */
export const casXmi: CorpusFormat = {
  name: 'cas-xmi',
  reads: (path) => /\.xmi$/i.test(path),
  *read({ path, text }) {
    const parsed = parseXml(text);
    const cas = 'failure' in parsed ? parsed : casIn(parsed.value);
    yield 'failure' in cas ? cas : readCas(cas.value, stem(path));
  },
  hold: (given) => {
    const clean = holdableInXml(given);
    const held = hold(clean.document, casHolds);
    return { document: held.document, losses: [...clean.losses, ...held.losses] };
  },
  writer: () => ({
    write: (given) => [{ path: `${given.name}.xmi`, text: xmiOf(casOf(given)) }],
    finish: () => [{ path: 'TypeSystem.xml', text: typesAsXml() }],
  }),
};

function xmiOf({ text, structures }: Cas): string {
  const last = structures.reduce((top, { id }) => Math.max(top, id), SOFA) + 1;
  const written = structures.map(({ id, type, features, references }) => {
    const said = [
      ...(features.has('begin') ? [['sofa', String(SOFA)] as const] : []),
      ...[...features].map(([feature, value]) => [feature, String(value)] as const),
      ...[...references].map(([feature, ids]) => [feature, ids.join(' ')] as const),
    ].map(([feature, value]) => ` ${feature}=${xmlValue(value)}`);
    return `<${PACKAGE}:${type.slice(PACKAGE.length + 1)} xmi:id="${id}"${said.join('')}/>\n`;
  });
  const members = [...structures.map(({ id }) => id), last].join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmlns:${PACKAGE}="http:///${PACKAGE}.ecore" xmi:version="2.0">\n`,
    '<cas:NULL xmi:id="0"/>\n',
    `<tcas:DocumentAnnotation xmi:id="${last}" sofa="${SOFA}" begin="0" end="${text.length}" language="x-unspecified"/>\n`,
    ...written,
    `<cas:Sofa xmi:id="${SOFA}" sofaNum="1" sofaID="${INITIAL}" mimeType="text/plain" sofaString=${xmlValue(text)}/>\n`,
    `<cas:View sofa="${SOFA}" members="${members}"/>\n`,
    '</xmi:XMI>\n',
  ].join('');
}

function casIn(root: XmlElement): Parsed<Cas> {
  // A prefix stands for a package: http:///de/tudarmstadt/type.ecore is de.tudarmstadt.type.
  const packages = new Map<string, string>();
  for (const [name, value] of Object.entries(root.attributes)) {
    const found = /^http:\/\/\/(.*)\.ecore$/.exec(value)?.[1];
    if (name.startsWith('xmlns:') && found !== undefined)
      packages.set(name.slice(6), found.replaceAll('/', '.'));
  }
  const typed = root.children.map((element) => {
    const [prefix = '', short = ''] = element.name.split(':');
    return { element, type: `${packages.get(prefix) ?? prefix}.${short}` };
  });
  const texts = typed.filter(
    ({ element, type }) => type === 'uima.cas.Sofa' && element.attributes.sofaString !== undefined,
  );
  const sofa = texts[0];
  if (!sofa) return { failure: 'there is no sofa with a text in it; check --from' };
  if (texts.length > 1) return { failure: 'there are several texts in it; save each view on its own' };
  const ids = (text: string | undefined): number[] => (text?.match(/\d{1,10}/g) ?? []).map(Number);
  // An array that several structures may share stands on its own; else its ids stand in its place.
  const arrays = new Map(
    typed.flatMap(({ element: { attributes }, type }) =>
      type === 'uima.cas.FSArray' ? [[Number(attributes['xmi:id']), ids(attributes.elements)] as const] : [],
    ),
  );
  const structures = typed.flatMap(({ element, type }): Structure[] => {
    const id = Number(element.attributes['xmi:id']);
    if (/^uima\.cas\./.test(type) || !Number.isSafeInteger(id)) return [];
    const features = Object.entries(element.attributes).filter(([name]) => !/^(?:xmi:|xmlns)/.test(name));
    // What holds several values, or odd characters, may stand in elements of its own.
    for (const { name, text } of element.children) features.push([name, text]);
    const lists = ['arguments', 'fragments', 'targets'].flatMap((feature) => {
      const found = ids(element.attributes[feature]).flatMap((one) => arrays.get(one) ?? [one]);
      return found.length > 0 ? [[feature, found] as const] : [];
    });
    return [{ id, type, features: new Map(features), references: new Map(lists) }];
  });
  return { value: { text: sofa.element.attributes.sofaString ?? '', structures } };
}
