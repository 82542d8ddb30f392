import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../properties/sampleReport.ts';
import { reportToTerminal } from '../../render/terminal.ts';
import { commandWithConfig, withConfig } from './withConfig.ts';

describe('the configuration in commands', () => {
  it('stands behind each of them as a shell reads it, and nowhere where it is the usual one', () => {
    expect(commandWithConfig('npx lakatos replay x', undefined)).toBe('npx lakatos replay x');
    expect(commandWithConfig('npx lakatos replay x', 'a/b.config.ts')).toBe(
      'npx lakatos replay x --config a/b.config.ts',
    );
    expect(commandWithConfig('npx lakatos check y', "my paper's.ts")).toBe(
      "npx lakatos check y --config 'my paper'\\''s.ts'",
    );
    expect(withConfig(sampleReport)).toBe(sampleReport);
  });

  it('is in every command that a report shows', () => {
    const provenance = { ...sampleReport.provenance, config: 'other.config.ts' };
    const shown = reportToTerminal({ ...sampleReport, provenance }, { width: 400, color: false });
    const commands = shown.split('\n').filter((line) => /npx lakatos (check|replay)/.test(line));
    expect(commands.length).toBeGreaterThan(1);
    for (const line of commands) expect(line).toContain(' --config other.config.ts');
  });
});
