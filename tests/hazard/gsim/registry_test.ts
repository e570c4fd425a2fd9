import assert from "node:assert/strict";
import { availableGsims, createModel } from "../../../hazard/gsim/registry.ts";

Deno.test("availableGsims() are sorted, each once", () => {
  const names = availableGsims();
  assert.deepEqual(names, [...new Set(names)].sort());
});

Deno.test("createModel() suggests names near an unknown one", async () => {
  await assert.rejects(createModel("BooreAtkinson2009"), {
    name: "RangeError",
    message: /unknown ground-motion model "BooreAtkinson2009", did you mean BooreAtkinson2008 or/,
  });
});

Deno.test("createModel() passes the options on, so that wrong ones are refused", async () => {
  await assert.rejects(createModel("BooreAtkinson2008", { region: "JPN" }), TypeError);
  await assert.rejects(createModel("ChiouYoungs2014", { region: "XX" }), RangeError);
  await assert.rejects(createModel("BooreEtAl2014", { usgs_basin_scaling: true }), RangeError);
  await assert.rejects(createModel("CampbellBozorgnia2014", { coeffs: { PGA: { nope: 1 } } }), RangeError);
});

Deno.test("createModel() gives any model a mixture of residuals", async () => {
  const mixture = { factors: [0.8, 1.2], weights: [0.5, 0.5] };
  assert.equal((await createModel("SadighEtAl1997")).mixture, undefined);
  assert.deepEqual((await createModel("SadighEtAl1997", { mixture_model: mixture })).mixture, mixture);
});

Deno.test("createModel() makes models of files that are just being read, all at a time", async () => {
  const around = { gmpe_name: "KothaEtAl2020ESHM20" };
  const names = ["PitilakisEtAl2018", "PitilakisEtAl2020", "Eurocode8Amplification"];
  const script = `const { createModel } = await import(${
    JSON.stringify(new URL("../../../hazard/gsim/registry.ts", import.meta.url).href)
  });
    const names = ${JSON.stringify(names)}, around = ${JSON.stringify(around)};
    const made = await Promise.all(["KothaEtAl2020Site", "KothaEtAl2020Slope"].map((name) => createModel(name))
      .concat(names.map((name) => createModel(name, around))));
    console.log(made.map(({ name }) => name).join(" "));`;
  // a process of its own, in which no model file has been read yet
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["eval", script] }).output();
  assert.equal(
    new TextDecoder().decode(stdout).trim(),
    ["KothaEtAl2020Site", "KothaEtAl2020Slope", ...names].join(" "),
  );
});
