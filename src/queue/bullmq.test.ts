import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/run/usageError.ts';
import { bullmq, optionalPackage, queueName } from './bullmq.ts';

describe('optionalPackage', () => {
  it('says in one sentence how to install what is missing', async () => {
    const missing = optionalPackage('no-such-package-here', '--redis', ' bullmq');
    await expect(missing).rejects.toThrow(UsageError);
    await expect(missing).rejects.toThrow(
      '--redis needs the optional package no-such-package-here; install it with `npm install no-such-package-here bullmq`',
    );
  });

  it('finds what is there', async () => {
    const { Queue, QueueEvents, Worker } = await bullmq('--redis');
    expect([Queue, QueueEvents, Worker].map((one) => typeof one)).toEqual(Array(3).fill('function'));
  });
});

describe('queueName', () => {
  it('is another one for other code, whose results would differ', () => {
    expect(queueName('a'.repeat(64))).not.toBe(queueName('b'.repeat(64)));
    // BullMQ takes a colon for a separator of its own.
    expect(queueName('a'.repeat(64))).toMatch(/^lakatos-[0-9a-f]+$/);
  });
});
