/** The users of the server: listed, added, changed. A click on a name fills the form with what is known. */
const PATH = "/v1/users";
const rows = document.querySelector("#users");
const message = document.querySelector("#message");
const form = document.querySelector("#user");
const fields = form.elements;

function cell(content) {
  const td = document.createElement("td");
  td.append(content);
  return td;
}

function fill(user) {
  for (const name of ["name", "level"]) fields[name].value = user[name];
  fields.email.value = user.email ?? "";
  fields.groups.value = user.groups.join(" ");
  fields.password.value = "";
  for (const name of ["is_superuser", "is_active"]) fields[name].checked = user[name];
}

function nameButton(user) {
  const button = document.createElement("button");
  button.textContent = user.name;
  button.addEventListener("click", () => fill(user));
  return button;
}

async function refresh() {
  const users = await (await fetch(`${PATH}/list`)).json();
  rows.replaceChildren(...users.map((user) => {
    const notes = [user.is_superuser && "superuser", !user.is_active && "may not log in"].filter(Boolean);
    const tr = document.createElement("tr");
    tr.append(
      cell(nameButton(user)),
      cell(String(user.level)),
      cell(user.email ?? ""),
      cell(user.groups.join(" ")),
      cell(notes.join(", ")),
      cell(user.created.slice(0, 10)),
    );
    return tr;
  }));
}

/** What the form says, for a new user or for one that is there. */
function asked(isNew) {
  return {
    ...isNew ? { name: fields.name.value } : { is_active: fields.is_active.checked },
    ...(isNew || fields.password.value !== "") && { password: fields.password.value },
    level: Number(fields.level.value),
    email: fields.email.value || null,
    groups: fields.groups.value.split(/\s+/).filter(Boolean),
    is_superuser: fields.is_superuser.checked,
  };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const isNew = event.submitter?.name === "add", name = fields.name.value;
  const answer = await fetch(isNew ? `${PATH}/add` : `${PATH}/${encodeURIComponent(name)}/change`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked(isNew)),
  });
  const unknown = `There is no user ${name}`;
  message.textContent = answer.ok ? "" : answer.status === 404 ? unknown : (await answer.json()).error;
  message.hidden = answer.ok;
  if (answer.ok) form.reset();
  await refresh();
});

await refresh();
