import { assembleReport } from '../src/core/report/assembleReport.ts';
import type { Report } from '../src/core/report/report.ts';
import { reportPlanned } from '../src/core/report/reportPlanned.ts';
import { inProcess } from '../src/core/run/inProcess.ts';
import { planAll } from '../src/core/run/planAll.ts';
import { provenanceOf } from '../src/core/run/provenance.ts';
import { runPlan } from '../src/core/run/runPlan.ts';
import { listed, type Theorem } from '../src/core/theorem.ts';

/** The report of all statements of a theorem at the cells of the quick profile, tried in this process. */
export const tried = async (theorem: Theorem): Promise<Report> => {
  const planned = planAll({
    statements: listed([theorem]),
    profile: 'quick',
    axes: {},
    constantValues: {},
    options: {},
    readings: null,
    mode: 'reduced',
    trials: null,
    threads: 1,
  });
  const alpha = { refute: 1e-6, support: 1e-3 };
  const provenance = provenanceOf({ seed: 'lakatos', profile: 'quick', alpha });
  const { records } = await runPlan(
    planned,
    inProcess('lakatos', alpha),
    (row, evidence) => reportPlanned(row, evidence, provenance, null),
    1,
    { started: () => {}, examined: () => {}, finished: () => {} },
  );
  return assembleReport(planned, records, provenance);
};
