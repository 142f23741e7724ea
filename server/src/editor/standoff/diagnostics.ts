import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { MOST_DIAGNOSTICS } from '../showing/diagnostics';
import type { Fault } from './faults/fault';
import type { OpenStandoff } from './open-standoff';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

const order = ['error', 'warning', 'information'] as const;

export const codeOf = ({ code }: Pick<Fault, 'code'>): string => `standoff.${code}`;

export const diagnosticOf = (open: OpenStandoff, fault: Fault): Diagnostic => ({
  range: open.rangeIn(fault.line, fault),
  severity: severities[fault.severity],
  source: 'marginalia',
  code: codeOf(fault),
  message: fault.message,
});

/** The diagnostics of a file, at most `MOST_DIAGNOSTICS`: where there are more, the graver ones, and how many are left out. */
export function diagnosticsOf(open: OpenStandoff, faults: readonly Fault[]): Diagnostic[] {
  // An empty file has no line to say anything at, and nothing to say.
  if (open.lines.length === 0) return [];
  if (faults.length <= MOST_DIAGNOSTICS) return faults.map((fault) => diagnosticOf(open, fault));
  const graver = order.flatMap((severity) => faults.filter((fault) => fault.severity === severity));
  const shown = graver.slice(0, MOST_DIAGNOSTICS - 1);
  return [
    {
      range: open.rangeIn(0),
      severity: DiagnosticSeverity.Information,
      source: 'marginalia',
      code: 'standoff.more',
      message: `${faults.length - shown.length} more are not shown`,
    },
    ...shown.map((fault) => diagnosticOf(open, fault)),
  ];
}
