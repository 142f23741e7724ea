import type { BratValue } from '../../../format/brat';
import type { Fault, Reading } from '../faults/fault';
import { letterOf } from '../parts';
import { without } from '../removal';
import { conversion } from '../units';
import { whyUnread } from '../unread';
import { type Fix, freshId, removeLine, rewrite } from './fix';
import { moveOffsets, orderFragments, setText, tidyFragments } from './place-fixes';
import { endFixes, roleFixes, triggerFixes, typeFixes, valueFixes } from './schema-fixes';

/** The ways to mend what is wrong, the likeliest first. */
export function fixesOf(reading: Reading, fault: Fault): Fix[] {
  const { document, ids } = reading;
  switch (fault.code) {
    case 'note-missing':
    case 'not-standoff':
      return [];
    case 'offset-unit':
      return [
        {
          title: 'Convert all offsets of this file to characters',
          edits: conversion(reading),
          removed: [],
          preferred: true,
        },
      ];
    default: {
      const line = document.lines[fault.line];
      if (!line) return [];
      const own =
        line.value.kind === 'unread'
          ? unreadFixes(reading, fault, line.raw)
          : lineFixes(reading, fault, line.value, line.raw);
      return [...own, removeLine(document, ids, fault.line)];
    }
  }
}

function unreadFixes({ ids }: Reading, fault: Fault, raw: string): Fix[] {
  const { letter } = whyUnread(raw);
  if (fault.code !== 'id-letter' || letter === undefined) return [];
  const id = freshId(ids, letter);
  return [{ ...rewrite(`Give the line the id ${id}`, fault.line, fault, id), preferred: true }];
}

function lineFixes(reading: Reading, fault: Fault, value: BratValue, raw: string): Fix[] {
  const { line } = fault;
  if (value.kind === 'textbound')
    switch (fault.code) {
      case 'text-mismatch':
        return [...moveOffsets(reading, line, value), ...setText(reading, line, value)];
      case 'outside':
      case 'empty-span':
        return moveOffsets(reading, line, value);
      case 'fragment-order':
        return orderFragments(reading, line, value);
      case 'line-end':
        return tidyFragments(reading, line, value, 'Split the span at the ends of lines');
      case 'white-space':
        return tidyFragments(reading, line, value, 'Take the white space off');
      default:
    }
  switch (fault.code) {
    case 'duplicate-id': {
      const id = freshId(reading.ids, letterOf(raw.slice(fault.start, fault.end)));
      return [rewrite(`Give this line the id ${id}`, line, fault, id)];
    }
    case 'dangling-id':
      return argumentFixes(fault, value, raw);
    case 'unknown-type':
      return typeFixes(reading, fault, value);
    case 'unknown-role':
      return roleFixes(reading, fault, value);
    case 'argument-type':
      return endFixes(reading, fault, value);
    case 'trigger-type':
      return triggerFixes(reading, fault, value);
    case 'attribute-value':
      return valueFixes(reading, fault, value);
    default:
      return [];
  }
}

/** Takes out of a line the id that no line bears, where it has a sense without. */
function argumentFixes(fault: Fault, value: BratValue, raw: string): Fix[] {
  const id = raw.slice(fault.start, fault.end);
  const rest = without(value, raw, id);
  return rest === undefined
    ? []
    : [rewrite(`Take ${id} out of this line`, fault.line, { start: 0, end: raw.length }, rest)];
}
