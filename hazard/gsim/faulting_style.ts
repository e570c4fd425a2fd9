/** Style of faulting by rake, where all within 30° of the horizontal is strike-slip. */

/** Oblique rakes of 30° are strike-slip; what is left out of all ranges is "none". */
export type FaultingStyle = "strikeSlip" | "normal" | "reverse" | "none";

/** The style of a rake (degrees). */
export function faultingStyle(rake: number): FaultingStyle {
  const steepness = Math.abs(rake);
  if (steepness <= 30 || 180 - steepness <= 30) return "strikeSlip";
  if (rake > 30 && rake < 150) return "reverse";
  return rake > -150 && rake < -30 ? "normal" : "none";
}
