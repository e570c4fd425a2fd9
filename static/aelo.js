/** The form for the hazard of a site: its classes follow the edition of the standard, its vs30 the class. */
const form = document.querySelector("#site");
const message = document.querySelector("#message");
const { asce_version: edition, site_class: siteClass, vs30 } = form.elements;
const classes = await (await fetch("/v1/aelo_site_classes")).json();

function option(value, text) {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = text;
  return element;
}

function showClasses() {
  const known = Object.entries(classes[edition.value]);
  const options = known.map(([name, { display_name: text }]) => option(name, text));
  siteClass.replaceChildren(
    ...options,
    ...("custom" in classes[edition.value] ? [] : [option("", "Specify Vs30")]),
  );
  showVs30();
}

function showVs30() {
  const { vs30: value = null } = classes[edition.value][siteClass.value] ?? {};
  if (value !== null) vs30.value = [value].flat().join(" ");
  vs30.readOnly = value !== null;
}

edition.append(...Object.keys(classes).map((name) => option(name, name)));
edition.addEventListener("change", showClasses);
siteClass.addEventListener("change", showVs30);
showClasses();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await (await fetch("/v1/calc/aelo_run", { method: "POST", body: new FormData(form) }))
    .json();
  message.textContent = answer.error_msg ?? answer.WARNING ?? "";
  message.hidden = message.textContent === "";
});
