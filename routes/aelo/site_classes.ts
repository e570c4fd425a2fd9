/** Site classes of the American design standards ASCE/SEI 7 with the vs30 (m/s) that stands for them (chapter 20). */

interface SiteClass {
  readonly display_name: string;
  /** one, those whose envelope is taken, or null where the user gives it */
  readonly vs30: number | readonly number[] | null;
}

/** By edition of the standard and name of the class. */
export const SITE_CLASSES: Readonly<Record<string, Readonly<Record<string, SiteClass>>>> = {
  "ASCE7-16": {
    BC: { display_name: "B-C boundary", vs30: 760 },
  },
  "ASCE7-22": {
    A: { display_name: "A - Hard rock", vs30: 1500 },
    B: { display_name: "B - Medium hard rock", vs30: 1080 },
    BC: { display_name: "BC - Soft rock", vs30: 760 },
    C: { display_name: "C - Very dense sand or hard clay", vs30: 530 },
    CD: { display_name: "CD - Dense sand or very stiff clay", vs30: 365 },
    D: { display_name: "D - Medium dense sand or stiff clay", vs30: 260 },
    DE: { display_name: "DE - Loose sand or medium stiff clay", vs30: 185 },
    E: { display_name: "E - Very loose sand or soft clay", vs30: 150 },
    default: { display_name: "Default", vs30: [260, 365, 530] },
    custom: { display_name: "Specify Vs30", vs30: null },
  },
};

/** The class whose vs30 the user gives, in every edition. */
export const CUSTOM = "custom";

/** The editions with the standards ASCE/SEI 7 and 41 that they stand for; the first one is the default. */
export const EDITIONS: Readonly<Record<string, string>> = {
  "ASCE7-16": "ASCE 7-16 & 41-17",
  "ASCE7-22": "ASCE 7-22 & 41-23",
};
