/** The outputs of one calculation, its number being in the address. */
const id = location.pathname.split("/")[2];
document.querySelector("#calculation").textContent = id;
document.querySelector("#datastore").href = `/v1/calc/${id}/datastore`;

function cell(...content) {
  const td = document.createElement("td");
  td.append(...content);
  return td;
}

const response = await fetch(`/v1/calc/${id}/results`);
const outputs = response.ok ? await response.json() : [];
if (outputs.length === 0) document.querySelector("#message").textContent = "There are no outputs yet.";
document.querySelector("#outputs").append(...outputs.map((output) => {
  const links = output.outtypes.flatMap((type) => {
    const a = document.createElement("a");
    a.href = `/v1/calc/result/${output.id}?export_type=${type}`;
    a.textContent = type;
    return [a, " "];
  });
  const tr = document.createElement("tr");
  tr.append(cell(String(output.id)), cell(output.name), cell(output.type), cell(...links));
  return tr;
}));
