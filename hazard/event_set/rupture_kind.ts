/** Kinds of ruptures and of their surfaces, by the names that the reference gives them, and codes for both. */

/** With a rate, with probabilities of numbers of occurrences, or neither. */
export const RUPTURE_CLASSES = [
  "ParametricProbabilisticRupture",
  "NonParametricProbabilisticRupture",
  "BaseRupture",
] as const;

export const SURFACE_CLASSES = [
  "PlanarSurface",
  "SimpleFaultSurface",
  "ComplexFaultSurface",
  "KiteSurface",
  "GriddedSurface",
  "MultiSurface",
] as const;

export type RuptureClass = (typeof RUPTURE_CLASSES)[number];
export type SurfaceClass = (typeof SURFACE_CLASSES)[number];

/** What a rupture is. */
export interface RuptureKind {
  readonly rupture: RuptureClass;
  readonly surface: SurfaceClass;
}

/** Code of a kind, 0 to 255: the sum of the characters of both names and a comma. */
export function codeOfKind({ rupture, surface }: RuptureKind): number {
  const names = `${rupture},${surface}`;
  let sum = 0;
  for (let i = 0; i < names.length; i++) sum += names.charCodeAt(i);
  return sum % 256;
}

const KINDS = new Map(
  RUPTURE_CLASSES.flatMap((rupture) =>
    SURFACE_CLASSES.map((surface) => [codeOfKind({ rupture, surface }), { rupture, surface }] as const)
  ),
);

/** The kind with a code. @throws RangeError if there is none */
export function kindOfCode(code: number): RuptureKind {
  const kind = KINDS.get(code);
  if (!kind) throw new RangeError(`no kind of rupture has the code ${code}`);
  return kind;
}

/** The kind with names as "ParametricProbabilisticRupture PlanarSurface"; undefined if there is none. */
export function kindOfNames(names: string): RuptureKind | undefined {
  return [...KINDS.values()].find(({ rupture, surface }) => `${rupture} ${surface}` === names);
}
