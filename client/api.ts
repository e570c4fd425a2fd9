/**
 * The endpoints of the API: what they take and what they answer, a Response where that is no JSON.
 * Written by `deno task client` from what the server says of itself at /openapi.json.
 */

export interface Account {
  name: string;
  level: 0 | 1 | 2;
  is_superuser: boolean;
  groups: readonly string[];
  /** whether one has to log in */
  is_locked: boolean;
}

export interface JobRecord {
  id: number;
  description: string;
  calculation_mode: string;
  status: "created" | "submitted" | "executing" | "complete" | "shared" | "failed" | "aborted" | "deleted";
  is_running: boolean;
  /** of the datastore, once complete */
  size_mb: number | null;
  user_name: string;
  hazard_calculation_id: number | null;
  host: string;
  workflow_id: null;
  relevant: boolean;
  start_time: string;
  /** None while it runs */
  stop_time: string;
}

export interface JobSummary {
  id: number;
  owner: string;
  description: string;
  calculation_mode: string;
  status: "created" | "submitted" | "executing" | "complete" | "shared" | "failed" | "aborted" | "deleted";
  is_running: boolean;
  /** of the datastore, once complete */
  size_mb: number | null;
  url: string;
  /** calculation whose hazard it uses */
  parent_id: number | null;
  abortable: boolean;
  start_time: string;
  relevant: boolean;
  tags: string | null;
}

export interface Output {
  id: number;
  name: string;
  type: string;
  /** formats, the preferred one first */
  outtypes: readonly string[];
  url: string;
  /** -1 where it is not known */
  size_mb: number;
}

export interface RefusedJob {
  /** the last line is the first problem */
  traceback: readonly string[];
  job_id: number;
  problems: readonly { file: string; line?: number; parameter?: string; message: string }[];
}

export interface RefusedSite {
  status: "failed";
  error_msg: string;
  /** fields of the form that are wrong */
  invalid_inputs?: readonly string[];
  /** where no model can answer */
  error_cls?: string;
}

export interface SiteJob {
  status: "created";
  job_id: number;
  outputs_uri: string;
  log_uri: string;
  traceback_uri: string;
  /** without a mail address no mail is sent */
  WARNING?: string;
}

export interface SubmittedJob {
  job_id: number;
  description: string;
  calculation_mode: string;
  status: "created" | "submitted" | "executing" | "complete" | "shared" | "failed" | "aborted" | "deleted";
  is_running: boolean;
  /** of the datastore, once complete */
  size_mb: number | null;
  user_name: string;
  hazard_calculation_id: number | null;
  host: string;
  workflow_id: null;
  relevant: boolean;
  start_time: string;
  stop_time: string | null;
  ds_calc_dir: string;
  pid: number;
}

export interface TokenNote {
  id: string;
  label: string;
  created: string;
  expires: string;
}

export interface User {
  name: string;
  level: 0 | 1 | 2;
  is_superuser: boolean;
  /** whether the user may log in */
  is_active: boolean;
  email: string | null;
  groups: readonly string[];
  created: string;
}

export interface Verdict {
  error_msg: string | null;
  error_line: number | null;
  valid: boolean;
}

export interface Api {
  /** Log in; the answer sets the cookie `sessionid` */
  "POST /accounts/ajax_login/": { form: { username: string; password: string }; answer: Response };
  /** Log out */
  "POST /accounts/ajax_logout/": { answer: Response };
  /** Page of the outputs of a calculation */
  "GET /engine/{id}/outputs": { path: { id: number }; answer: Response };
  /** Page of the results for a site */
  "GET /engine/{id}/outputs_aelo": { path: { id: number }; answer: Response };
  /** Whether the server lives, and how many calculations wait and run */
  "GET /health": {
    answer: { status: "ok"; engine_version: string; calculations: { waiting: number; running: number } };
  };
  /** Whether database, data directory, disk and service processes work */
  "GET /health/deep": {
    answer: {
      status: "ok" | "failing";
      parts: { [name: string]: { ok: boolean; ms: number; note?: string } };
    };
  };
  /** Counts and times of requests and calculations for Prometheus */
  "GET /metrics": { answer: Response };
  /** This description of the API */
  "GET /openapi.json": { answer: unknown };
  /** Who asks, and whether the server has a lock */
  "GET /v1/account": { answer: Account };
  /** The tokens of the user's programs */
  "GET /v1/account/tokens": { answer: readonly TokenNote[] };
  /** Make a token; it is shown this once */
  "POST /v1/account/tokens/create": {
    form: {
      /** what the program is called */
      label: string;
      /** how long it is good */
      days?: number;
    };
    answer: { token: string };
  };
  /** Take a token back */
  "POST /v1/account/tokens/{token}/remove": { path: { token: string }; answer: { success: string } };
  /** Site classes of the American design standards and their vs30 */
  "GET /v1/aelo_site_classes": { answer: { [name: string]: { [name: string]: unknown } } };
  /** Names of the ground-motion models */
  "GET /v1/available_gsims": { answer: readonly string[] };
  /** Compute the hazard of a site by a design standard */
  "POST /v1/calc/aelo_run": {
    form?: {
      /** longitude in degrees */
      lon?: string;
      /** latitude in degrees */
      lat?: string;
      /** m/s, from 150 to 1525; several separated by spaces: their envelope */
      vs30?: string;
      site_name?: string;
      /** older name of site_name */
      siteid?: string;
      /** ASCE7-16, ASCE7-22 */
      asce_version?: string;
      /** see /v1/aelo_site_classes; its vs30 has to be given all the same */
      site_class?: string;
    };
    answer: SiteJob;
  };
  /** Make a tag */
  "GET /v1/calc/create_tag/{tag}": { path: { tag: string }; answer: { success: string } };
  /** Delete a tag */
  "GET /v1/calc/delete_tag/{tag}": { path: { tag: string }; answer: { success: string } };
  /** The preferred calculation of a tag */
  "GET /v1/calc/get_preferred_job_for_tag/{tag}": {
    path: { tag: string };
    answer: { success: string; job_id: number | null };
  };
  /** For each job file its newest complete calculation, 0 without one */
  "GET /v1/calc/jobs_from_inis": {
    query?: {
      /** path of a job file, may be repeated */
      ini?: readonly string[];
    };
    answer: { success: readonly number[]; error: string };
  };
  /** List calculations, the newest first */
  "GET /v1/calc/list": {
    query?: {
      calculation_mode?: string;
      is_running?: boolean;
      /** SQL LIKE pattern */
      user_name_like?: string;
      /** jobs started then or later */
      start_time?: string;
      /** shared jobs of all users */
      include_shared?: boolean;
      /** jobs preferred for a tag */
      preferred_only?: boolean;
      filter_by_tag?: string;
      limit?: number;
      offset?: number;
      /** id, start_time, user_name, calculation_mode, status, description, size_mb */
      order_by?: string;
      /** ASC or DESC */
      order_dir?: string;
    };
    answer: readonly JobSummary[];
  };
  /** All tags */
  "GET /v1/calc/list_tags": { answer: { success: string; tags: readonly string[] } };
  /** An output as a file, whole or the part asked for by a Range header */
  "GET /v1/calc/result/{id}": {
    path: { id: number };
    query?: {
      /** one of the output's `outtypes` */
      export_type?: string;
      /** false shows the file instead of saving it */
      dload?: boolean;
    };
    answer: Response;
  };
  /** Submit a job */
  "POST /v1/calc/run": {
    form?: {
      /** the files of the job, or one zip of them */
      archive?: readonly Blob[];
      /** the job file, instead of `archive`; the other files in any fields, such as `input_model_1` */
      job_config?: Blob;
      /** end of the name of the job file, default .ini */
      job_ini?: string;
      /** calculation whose hazard is used */
      hazard_job_id?: string;
      /** output of the calculation whose hazard is used */
      hazard_result?: string;
      /** owner of the job, default the user of the server */
      job_owner?: string;
      /** http(s) url told of the end by a POST */
      notify_to?: string;
    };
    answer: SubmittedJob;
  };
  /** Submit a job whose files lie on the machine of the server */
  "POST /v1/calc/run_ini": {
    form: {
      /** path of a job file on the machine of the server */
      job_ini: string;
      /** calculation whose hazard is used */
      hazard_job_id?: string;
      /** output of the calculation whose hazard is used */
      hazard_result?: string;
      /** owner of the job, default the user of the server */
      job_owner?: string;
      /** http(s) url told of the end by a POST */
      notify_to?: string;
    };
    answer: SubmittedJob;
  };
  /** Prefer no calculation */
  "GET /v1/calc/unset_preferred_job_for_tag/{tag}": { path: { tag: string }; answer: { success: string } };
  /** Check a job file without running it */
  "POST /v1/calc/validate_ini": {
    form?: {
      /** path of a job file on the machine of the server, or the file itself beside its input files */
      job_ini?: string;
    };
    answer: Verdict;
  };
  /** Check the archive of a job without running it */
  "POST /v1/calc/validate_zip": {
    form?: {
      /** zip with a file job.ini */
      archive?: Blob;
    };
    answer: Verdict;
  };
  /** Record of a calculation */
  "GET /v1/calc/{id}": { path: { id: number }; answer: JobRecord };
  /** End a waiting or executing calculation */
  "POST /v1/calc/{id}/abort": { path: { id: number }; answer: { success: string } | { error: string } };
  /** Give a tag to a calculation */
  "GET /v1/calc/{id}/add_tag/{tag}": { path: { id: number; tag: string }; answer: { success: string } };
  /** The HDF5 file of a calculation, whole or the part asked for by a Range header */
  "GET /v1/calc/{id}/datastore": { path: { id: number }; answer: Response };
  /** A picture that a calculation has stored */
  "GET /v1/calc/{id}/download_png/{picture}": { path: { id: number; picture: string }; answer: Response };
  /** Extract arrays, such as hcurves?kind=mean&imt=PGA */
  "GET /v1/calc/{id}/extract/{spec}": {
    path: { id: number; spec: string };
    query?: { [name: string]: unknown };
    answer: Response;
  };
  /** The inputs of a calculation that has ruptures and an exposure */
  "GET /v1/calc/{id}/job_zip": { path: { id: number }; answer: Response };
  /** Number of log rows */
  "GET /v1/calc/{id}/log/size": { path: { id: number }; answer: number };
  /** Log rows as they are written (server-sent events `log`, `progress`, at last `end`) */
  "GET /v1/calc/{id}/log/stream": { path: { id: number }; answer: Response };
  /** Log rows START:STOP, both may be left out */
  "GET /v1/calc/{id}/log/{range}": {
    path: { id: number; range: string };
    answer: readonly (readonly string[])[];
  };
  /** Delete a calculation and its files */
  "POST /v1/calc/{id}/remove": {
    path: { id: number };
    answer: { success: string; hdf5paths: readonly string[] };
  };
  /** Take a tag from a calculation */
  "GET /v1/calc/{id}/remove_tag/{tag}": { path: { id: number; tag: string }; answer: { success: string } };
  /** Outputs of a calculation */
  "GET /v1/calc/{id}/result/list": { path: { id: number }; answer: readonly Output[] };
  /** Outputs of a calculation */
  "GET /v1/calc/{id}/results": { path: { id: number }; answer: readonly Output[] };
  /** Prefer a calculation */
  "GET /v1/calc/{id}/set_preferred_job_for_tag/{tag}": {
    path: { id: number; tag: string };
    answer: { success: string };
  };
  /** Show a complete calculation to all users */
  "POST /v1/calc/{id}/share": { path: { id: number }; answer: { success: string } };
  /** State of a calculation */
  "GET /v1/calc/{id}/status": { path: { id: number }; answer: JobSummary };
  /** Lines of the last error */
  "GET /v1/calc/{id}/traceback": { path: { id: number }; answer: readonly string[] };
  /** Show it to its owner only */
  "POST /v1/calc/{id}/unshare": { path: { id: number }; answer: { success: string } };
  /** Message about a newer version; this server does not look for one, which clients know as None */
  "GET /v1/engine_latest_version": { answer: Response };
  /** Version of the engine whose API this server speaks */
  "GET /v1/engine_version": { answer: Response };
  /** Whether the server lives, and how many calculations wait and run */
  "GET /v1/health": {
    answer: { status: "ok"; engine_version: string; calculations: { waiting: number; running: number } };
  };
  /** Parameters of a job and their defaults */
  "GET /v1/ini_defaults": { answer: { [name: string]: unknown } };
  /** Whether the server reads the same file */
  "POST /v1/on_same_fs": {
    form: {
      /** path of a file */
      filename: string;
      /** Adler-32, begun at 0, of its first 32 bytes, decimal */
      checksum: string;
    };
    answer: { success: boolean };
  };
  /** Add a user */
  "POST /v1/users/add": {
    json: {
      password: string;
      level?: 0 | 1 | 2;
      is_superuser?: boolean;
      email?: string | null;
      groups?: readonly string[];
      name: string;
    };
    answer: User;
  };
  /** All users */
  "GET /v1/users/list": { answer: readonly User[] };
  /** Change a user */
  "POST /v1/users/{user}/change": {
    path: { user: string };
    json?: {
      password?: string;
      level?: 0 | 1 | 2;
      is_superuser?: boolean;
      is_active?: boolean;
      email?: string | null;
      groups?: readonly string[];
    };
    answer: User;
  };
  /** Make a token for a user's program */
  "POST /v1/users/{user}/token": {
    path: { user: string };
    json: { label: string; days?: number };
    answer: { token: string };
  };
  /** Check an NRML text of any kind that a job reads */
  "POST /v1/valid/": {
    form: {
      /** text of an NRML file */
      xml_text: string;
    };
    answer: Verdict;
  };
  /** Check an NRML text of any kind that a job reads */
  "POST /v1/valid/{anything}": {
    path: { anything: string };
    form: {
      /** text of an NRML file */
      xml_text: string;
    };
    answer: Verdict;
  };
}
