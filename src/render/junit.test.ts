import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport, sampleRun } from '../../properties/sampleReport.ts';
import { reportToJunit } from './junit.ts';

const text = reportToJunit(sampleReport, sampleRun);

describe('reportToJunit', () => {
  it('counts a case for each cell, a failure for each unexpected one', () => {
    expect(text).toContain('<testsuites name="lakatos" tests="28" failures="1" errors="0" skipped="1"');
    expect(text.match(/<testcase /g)).toHaveLength(28);
    expect(
      text.match(/<failure message="refuted, but not as expected \(expected to hold\)" type="refuted">/g),
    ).toHaveLength(1);
    expect(text.match(/<skipped /g)).toHaveLength(1);
  });

  it('carries the word of a verdict that JUnit does not know', () => {
    expect(text).toContain('mode=reduced: undecided"');
    expect(text).toContain('mode=reduced: consistent"');
    expect(text).toContain('mode=reduced: refuted (outside the premise)"');
  });

  it('makes an incomplete run an error', () => {
    const broken = reportToJunit(incompleteReport);
    expect(broken).toContain('errors="1"');
    expect(broken).toContain('<error message="incomplete run" type="incomplete">few-neurons-flip');
  });

  it('escapes markup and replaces what XML cannot hold', () => {
    const claims = [{ ...sampleReport.claims[0]!, id: `a"<&>${String.fromCharCode(0, 27, 0xd800)}b` }];
    const odd = reportToJunit({ ...sampleReport, claims });
    expect(odd).toContain('name="a&quot;&lt;&amp;&gt;\ufffd\ufffd\ufffdb (printed): supported"');
  });
});
