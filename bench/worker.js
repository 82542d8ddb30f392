import { parentPort } from 'node:worker_threads';
import { jobs } from './ours.js';

parentPort.on('message', ({ job, place, i }) => {
  jobs[job](place, i);
  parentPort.postMessage('done');
});
