import * as z from 'zod';
import type { TakeArgument } from '../adjudication/adjudication-protocol';
import type {
  AdjustArgument,
  AnnotateArgument,
  AttributeArgument,
  ItemArgument,
  MendArgument,
  NoteArgument,
  OffersArgument,
  RelateArgument,
  RetypeArgument,
  RoleArgument,
  WalkArgument,
} from './gold-protocol';

const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
const range = z.object({ start: position, end: position });
const name = z.string().min(1).max(200);
const ofNote = { uri: z.string(), version: z.int() };
const item = { ...ofNote, id: name.exactOptional(), range: range.exactOptional() };

export const itemArgument: z.ZodType<ItemArgument> = z.object(item);
export const takeArgument: z.ZodType<TakeArgument> = z.object({ ...item, side: z.int().min(0).max(99) });
export const retypeArgument: z.ZodType<RetypeArgument> = z.object({ ...item, type: name });
export const attributeArgument: z.ZodType<AttributeArgument> = z.object({
  ...item,
  name,
  value: z.union([name, z.literal(true), z.null()]),
});
export const adjustArgument: z.ZodType<AdjustArgument> = z.object({
  ...item,
  edge: z.enum(['start', 'end']),
  by: z.int().min(-20).max(20),
});
export const annotateArgument: z.ZodType<AnnotateArgument> = z.object({ ...ofNote, range, type: name });
export const relateArgument: z.ZodType<RelateArgument> = z.object({
  ...ofNote,
  from: name,
  to: name,
  type: name,
});
export const roleArgument: z.ZodType<RoleArgument> = z.object({
  ...ofNote,
  event: name,
  role: name,
  target: name,
});
export const mendArgument: z.ZodType<MendArgument> = z.object({
  ...ofNote,
  id: name.exactOptional(),
  how: z.enum(['text', 'move', 'remove']),
});
export const noteArgument: z.ZodType<NoteArgument> = z.object({ uri: z.string() });
export const walkArgument: z.ZodType<WalkArgument> = z.object({
  ...ofNote,
  position,
  id: name.exactOptional(),
});
export const offersArgument: z.ZodType<OffersArgument> = z.object({
  ...item,
  what: z.enum(['type', 'new', 'attribute', 'relation', 'event', 'argument', 'part']),
});
