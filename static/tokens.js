/** The tokens of a user's programs: made, shown once, taken back. */
const PATH = "/v1/account/tokens";
const rows = document.querySelector("#tokens");
const message = document.querySelector("#message");

function cell(content) {
  const td = document.createElement("td");
  td.append(content);
  return td;
}

function removeButton(id) {
  const button = document.createElement("button");
  button.textContent = "take back";
  button.addEventListener("click", async () => {
    await fetch(`${PATH}/${id}/remove`, { method: "POST" });
    await refresh();
  });
  return button;
}

async function refresh() {
  const tokens = await (await fetch(PATH)).json();
  rows.replaceChildren(...tokens.map(({ id, label, created, expires }) => {
    const tr = document.createElement("tr");
    tr.append(cell(label), cell(created.slice(0, 10)), cell(expires.slice(0, 10)), cell(removeButton(id)));
    return tr;
  }));
}

document.querySelector("#create").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(`${PATH}/create`, { method: "POST", body: new FormData(event.target) });
  message.textContent = answer.ok
    ? `The token, which is not shown again:\n${(await answer.json()).token}`
    : await answer.text();
  message.hidden = false;
  if (answer.ok) event.target.reset();
  await refresh();
});

await refresh();
