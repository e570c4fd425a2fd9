/** The tags: made, deleted, given to calculations, with the one that is preferred for each. */
const rows = document.querySelector("#tags");
const message = document.querySelector("#message");
const form = document.querySelector("#tag");

/** Steps on a tag of a calculation; the others are on the tag alone. */
const OF_CALCULATION = ["add_tag", "remove_tag", "set_preferred_job_for_tag"];

function cell(content) {
  const td = document.createElement("td");
  td.append(content);
  return td;
}

async function read(path) {
  return await (await fetch(`/v1/calc/${path}`)).json();
}

async function refresh() {
  const { tags } = await read("list_tags");
  rows.replaceChildren(
    ...await Promise.all(tags.map(async (tag) => {
      const name = encodeURIComponent(tag);
      const { job_id: preferred } = await read(`get_preferred_job_for_tag/${name}`);
      const jobs = await read(`list?filter_by_tag=${name}`);
      const tr = document.createElement("tr");
      tr.append(cell(tag), cell(preferred ?? ""), cell(jobs.map(({ id }) => id).join(", ")));
      return tr;
    })),
  );
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { tag, id } = form.elements, step = event.submitter.name;
  const job = OF_CALCULATION.includes(step) ? `${Number(id.value)}/` : "";
  const { success, error } = await read(`${job}${step}/${encodeURIComponent(tag.value)}`);
  message.textContent = error ?? success;
  message.hidden = false;
  await refresh();
});

await refresh();
