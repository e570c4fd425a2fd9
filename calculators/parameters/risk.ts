/** Parameters of damage and loss. */
import { levelsByImt } from "./hazard_parsers.ts";
import {
  boolean,
  choice,
  dictionary,
  nameGroups,
  names,
  nonNegativeInteger,
  nonNegativeNumber,
  numberByKey,
  parser,
  pattern,
  probabilities,
} from "./parser.ts";
import { optional, parameter, type ParameterList, withoutDefault } from "./parameter.ts";

/** Kinds of cost that can be summed, in the order in which a sum names them. */
const COST_TYPES = ["structural", "nonstructural", "contents", "business_interruption", "embodied_carbon"];

const sumOfCosts = parser(`kinds of cost joined by "+", in the order ${COST_TYPES.join("+")}`, (text) => {
  const places = text.split("+").map((word) => COST_TYPES.indexOf(word));
  return places.every((place, i) => place > (places[i - 1] ?? -1)) ? text : undefined;
});

const curveKinds = parser("ep, aep or oep, or some of them separated by commas", (text) => {
  const kinds = text.split(", ");
  const isRight = kinds.every((kind, i) => ["ep", "aep", "oep"].includes(kind) && kinds.indexOf(kind) === i);
  return isRight ? text : undefined;
});

export const RISK = {
  aggregate_by: parameter(nameGroups, [], 'tags by which losses are summed, groups of them separated by ";"'),
  reaggregate_by: parameter(names, [], "tags by which those sums are summed again"),
  aggregate_exposure: parameter(boolean, false, "whether to merge assets of one site and taxonomy"),
  aggregate_loss_curves_types: parameter(
    curveKinds,
    "ep",
    "curves of all events (ep), of yearly sums (aep), of yearly largest (oep)",
  ),
  asset_hazard_distance: parameter(numberByKey, { default: 15 }, "km within which an asset looks for a site"),
  assets_per_site_limit: parameter(nonNegativeNumber, 1000, "most assets at one site"),
  discard_assets: parameter(boolean, false, "whether assets without site are dropped, rather than an error"),
  specific_assets: parameter(names, [], "the only assets to use"),
  countries: parameter(names, [], "the only countries of the exposure to use"),
  ignore_missing_costs: parameter(names, [], "kinds of cost that the exposure may lack"),
  ignore_encoding_errors: parameter(boolean, false, "whether letters that are no UTF-8 are passed over"),
  time_event: parameter(
    choice("avg", "day", "night", "transit"),
    "avg",
    "time of the day, which chooses occupants",
  ),
  risk_investigation_time: optional(nonNegativeNumber, "years of losses, investigation_time if not given"),
  risk_imtls: parameter(levelsByImt, {}, "levels found in the risk functions, set by the program"),
  limit_states: parameter(names, [], "limit states, found in the fragility functions"),
  master_seed: parameter(nonNegativeInteger, 123456789, "seed for drawing losses and damage"),
  ignore_master_seed: parameter(boolean, false, "whether losses are not drawn"),
  ignore_covs: parameter(boolean, false, "whether mean loss ratios are used, not drawn ones"),
  asset_correlation: parameter(
    parser("0 or 1", (text) => text === "0" ? 0 : text === "1" ? 1 : undefined, (value) => `"${value}"`),
    0,
    "0: a loss ratio for each asset, 1: one for all",
  ),
  avg_losses: parameter(boolean, true, "whether to store the average loss of each asset"),
  total_losses: optional(sumOfCosts, "kinds of cost whose sum is treated as one more"),
  minimum_asset_loss: parameter(numberByKey, { default: 0 }, "losses not above this are dropped"),
  conditional_loss_poes: parameter(probabilities, [], "probabilities at which loss maps are read"),
  collect_rlzs: optional(boolean, "whether all realizations count as one"),
  lrem_steps_per_interval: parameter(nonNegativeInteger, 0, "loss ratios between those of the functions"),
  steps_per_interval: parameter(nonNegativeInteger, 1, "levels between those of the functions"),
  continuous_fragility_discretization: parameter(
    nonNegativeInteger,
    20,
    "levels at which a function is sampled",
  ),
  discrete_damage_distribution: parameter(boolean, false, "whether whole buildings are damaged"),
  modal_damage_state: parameter(boolean, false, "whether to give only the likeliest state of each asset"),
  infrastructure_connectivity_analysis: parameter(
    boolean,
    false,
    "whether damage is followed through a network",
  ),
  max_nodes_network: parameter(nonNegativeInteger, 1000, "largest network whose paths are all written"),
  asset_life_expectancy: withoutDefault(nonNegativeNumber, "years over which a retrofit saves"),
  interest_rate: withoutDefault(nonNegativeNumber, "interest in a year"),
  ash_wet_amplification_factor: parameter(nonNegativeNumber, 1, "by how much wet ash is heavier than dry"),
  postrisk_func: parameter(
    pattern("a function name like module.main", /^(?=.{3,75}$)\w+\.\w+$/),
    "",
    "function to run after risk",
  ),
  postrisk_args: parameter(dictionary, {}, "arguments of that function"),
} satisfies ParameterList;
