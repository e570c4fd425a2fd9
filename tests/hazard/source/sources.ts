/** Sources for tests; each function fills in what a test does not say. */
import type {
  AreaSource,
  CharacteristicFaultSource,
  ComplexFaultSource,
  FaultEdge,
  MultiPointSource,
  PointSource,
  SimpleFaultSource,
} from "../../../hazard/source/source.ts";

const COMMON = {
  name: "test",
  tectonicRegionType: "Active Shallow Crust",
  mfd: { kind: "truncatedGR", aValue: 3.5, bValue: 1, minMag: 4.95, maxMag: 7.45 },
  magScaleRel: "WC1994",
  ruptureAspectRatio: 1.7,
  upperSeismogenicDepth: 1.5,
  lowerSeismogenicDepth: 18,
  file: "source_model.xml",
  line: 12,
} as const;

const MECHANISMS = {
  nodalPlanes: [
    { probability: 0.3, strike: 20, dip: 90, rake: 0 },
    { probability: 0.5, strike: 130, dip: 40, rake: 95 },
    { probability: 0.2, strike: 250, dip: 65, rake: -80 },
  ],
  hypocentralDepths: [
    { probability: 0.25, depth: 2 },
    { probability: 0.45, depth: 9 },
    { probability: 0.3, depth: 17.5 },
  ],
};

export function pointSource(changes: Partial<PointSource> = {}): PointSource {
  return { kind: "point", id: "p", lon: 14.25, lat: 41.5, ...COMMON, ...MECHANISMS, ...changes };
}

export function areaSource(changes: Partial<AreaSource> = {}): AreaSource {
  const polygon = { lon: [10, 11, 11, 10.2], lat: [45, 45, 46, 45.8] };
  return { kind: "area", id: "a", polygon, ...COMMON, ...MECHANISMS, ...changes };
}

export function simpleFaultSource(changes: Partial<SimpleFaultSource> = {}): SimpleFaultSource {
  const trace = { lon: [30, 30.25, 30.4], lat: [40, 40.05, 40.2] };
  const geometry = { trace, dip: 55, rake: 30, hypocentres: [], slips: [], hypocentralDepths: [] };
  return { kind: "simpleFault", id: "f", ...geometry, ...COMMON, ...changes };
}

export function multiPointSource(changes: Partial<MultiPointSource> = {}): MultiPointSource {
  const points = { lon: [14, 14.5, 15.25], lat: [41, 41.5, 41.25] };
  const mfds = [4, 3.5, 3].map((aValue) => ({ ...COMMON.mfd, aValue }));
  return {
    kind: "multiPoint",
    id: "m",
    ...COMMON,
    ...MECHANISMS,
    mfd: { kind: "multi", mfds },
    points,
    ...changes,
  };
}

/** An edge from [longitude, latitude, depth] of its points. */
export function faultEdge(...points: readonly (readonly number[])[]): FaultEdge {
  return { lon: points.map((p) => p[0]), lat: points.map((p) => p[1]), depth: points.map((p) => p[2]) };
}

export const EDGES = [
  faultEdge([20, 38, 2], [20.6, 38.3, 2]),
  faultEdge([20.1, 37.9, 14], [20.7, 38.2, 14]),
];

export function complexFaultSource(changes: Partial<ComplexFaultSource> = {}): ComplexFaultSource {
  const mfd = { kind: "arbitrary", magnitudes: [6, 6.6], occurRates: [0.01, 0.002] } as const;
  return { kind: "complexFault", id: "c", edges: EDGES, rake: 90, ...COMMON, mfd, ...changes };
}

export function characteristicFaultSource(
  changes: Partial<CharacteristicFaultSource> = {},
): CharacteristicFaultSource {
  const { name, tectonicRegionType, file, line } = COMMON;
  const mfd = { kind: "incremental", minMag: 6.5, binWidth: 0.2, occurRates: [0.01, 0.002] } as const;
  const surface = { kind: "complexFault", edges: EDGES } as const;
  const common = { name, tectonicRegionType, file, line, mfd, surface };
  return { kind: "characteristicFault", id: "x", rake: 90, ...common, ...changes };
}
