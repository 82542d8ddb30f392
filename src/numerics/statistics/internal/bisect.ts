/**
 * The last double on the side of `outside` at which `excluded` holds, next to the first at which it does not.
 *
 * `excluded` holds at `outside`, fails at `inside`, and changes once in between; returning the outer of the
 * two neighbours rounds an interval's end outward.
 */
export const bisectOutward = (outside: number, inside: number, excluded: (p: number) => boolean): number => {
  let out = outside;
  let within = inside;
  for (;;) {
    const middle = out + (within - out) / 2;
    if (middle === out || middle === within) return out;
    if (excluded(middle)) out = middle;
    else within = middle;
  }
};
