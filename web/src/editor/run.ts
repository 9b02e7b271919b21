/** One run of a query: the request, and what became of it. */

export const SOLUTIONS = "application/sparql-results+json";
const STATEMENTS = "application/n-triples";
const ACCEPT = `${SOLUTIONS}, ${STATEMENTS}, application/problem+json`;

/** An answer that came whole: SPARQL JSON or N-Triples. `hints` is the KSC-Hint header. */
export interface Answer {
  mediaType: string;
  body: string;
  hints: string;
}

/** What the service says is wrong (RFC 9457); `status` 0 is a service that cannot be reached. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  line?: number;
  column?: number;
  hint?: string;
  /** Seconds after which it may go better. */
  retryAfter?: number;
}

export type Outcome = { seconds: number } & (
  | { kind: "answer"; answer: Answer }
  | { kind: "problem"; problem: Problem }
  | { kind: "incomplete" }
  | { kind: "unreachable" }
  | { kind: "cancelled" }
);

/** Runs a form's query; aborting the signal closes the connection, by which the service stops working on it. */
export async function run(form: HTMLFormElement, lang: string, signal: AbortSignal): Promise<Outcome> {
  const begun = performance.now();
  const ended = (outcome: DistributiveOmit<Outcome, "seconds">): Outcome => {
    return { ...outcome, seconds: (performance.now() - begun) / 1000 };
  };
  let response: Response | undefined;
  try {
    response = await fetch(`/sparql?lang=${lang}`, {
      method: "POST",
      headers: { Accept: ACCEPT },
      body: fieldsOf(form),
      signal,
    });
    const body = await response.text();
    if (!response.ok) return ended({ kind: "problem", problem: problemOf(response, body) });
    const mediaType = (response.headers.get("Content-Type") ?? "").split(";")[0] ?? "";
    return ended({ kind: "answer", answer: { mediaType, body, hints: response.headers.get("KSC-Hint") ?? "" } });
  } catch {
    if (signal.aborted) return ended({ kind: "cancelled" });
    return ended({ kind: response ? "incomplete" : "unreachable" });
  }
}

/** The query, and the dataset where the address named one. */
function fieldsOf(form: HTMLFormElement): URLSearchParams {
  return new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function problemOf(response: Response, body: string): Problem {
  const retryAfter = Number(response.headers.get("Retry-After"));
  const rest = retryAfter > 0 ? { retryAfter } : {};
  try {
    return { ...(JSON.parse(body) as Problem), status: response.status, ...rest };
  } catch {
    return { title: response.statusText, detail: body.slice(0, 500), status: response.status, ...rest };
  }
}
