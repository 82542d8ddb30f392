// Every fault, in the order of the table. A fault is `{ name, says, strikes?, unavailable(), once(campaign, repetition) }`:
//   unavailable()   why it cannot be had on this machine, in one sentence, or null
//   strikes         how the first run of a repetition must end ('incomplete', 'killed'), where it is sure to be struck: a fault that
//                   never happened shows nothing
//   once(…)         breaks a run of the campaign, goes on, and returns an end of `campaign.judge` for every run it started; the last
//                   of them goes through
import brokenFiles from './brokenFiles.js';
import clock from './clock.js';
import fullDisk from './fullDisk.js';
import hostileTheorems from './hostileTheorems.js';
import interrupted from './interrupted.js';
import lostStreams from './lostStreams.js';
import mainKilled from './mainKilled.js';
import notANumber from './notANumber.js';
import outOfMemory from './outOfMemory.js';
import queueCheckKilled from './queueCheckKilled.js';
import queueProcessKilled from './queueProcessKilled.js';
import queueRedisKilled from './queueRedisKilled.js';
import queueWorkerKilled from './queueWorkerKilled.js';
import shardKilled from './shardKilled.js';
import stuckThread from './stuckThread.js';
import threadKilled from './threadKilled.js';
import twoProcesses from './twoProcesses.js';

export const faults = [
  mainKilled,
  threadKilled,
  outOfMemory,
  interrupted,
  lostStreams,
  shardKilled,
  hostileTheorems,
  stuckThread,
  notANumber,
  clock,
  twoProcesses,
  fullDisk,
  brokenFiles,
  queueWorkerKilled,
  queueProcessKilled,
  queueRedisKilled,
  queueCheckKilled,
];
