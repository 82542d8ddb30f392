/** Lines of sh under which what the command prints is lost, each with how the run must end. */
const losses = [
  // The reader wants one line; stderr is lost with it.
  ['{ "$@"; echo $? >"$CODE"; } 2>&1 | head -1', 'same'],
  ['"$@" 2>/dev/full; echo $? >"$CODE"', 'same'],
  ['"$@" >/dev/full; echo $? >"$CODE"', 'incomplete'],
  ['ulimit -n 28; "$@"; echo $? >"$CODE"', 'incomplete'],
];

export default {
  name: 'a lost stdout or stderr',
  says: 'closed pipes and full devices: the reports are written; too few descriptors: a sentence',
  unavailable: () => (process.platform === 'linux' ? null : 'there is no /dev/full here'),
  once: async (campaign) => {
    const store = campaign.fresh('store');
    const ends = [];
    for (const [shell, expected] of losses) {
      const end = campaign.judge(await campaign.run({ store, out: campaign.fresh('out'), shell }));
      ends.push(
        end.end === expected
          ? end
          : { ...end, end: 'wrong', why: `${shell}: ended as "${end.end}" (${end.why})` },
      );
    }
    ends.push(campaign.judge(await campaign.run({ store, out: campaign.fresh('out') })));
    return ends;
  },
};
