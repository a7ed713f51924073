// SPDX-License-Identifier: Apache-2.0
// Clips as the fixture keeps them: lists, many at once, what was deleted, days, archives and storage.

/** @typedef {import("../../src/api/types").Clip} Clip */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {{ response: Response, id: string, query: URLSearchParams, body: any }} Call */

const undoMs = 10 * 60_000;

/** @param {URLSearchParams} query @returns {(clip: Clip) => boolean} */
const fits = (query) => (clip) =>
  (!query.get("camera") || clip.camera_id === query.get("camera")) &&
  (!query.get("kind") || clip.kind === query.get("kind")) &&
  (!query.get("pinned") || String(clip.pinned) === query.get("pinned"));

/**
 * @param {Clip[]} clips Newest first; changed in place.
 * @param {(response: Response, status: number, body?: unknown) => void} answer
 * @param {(message: unknown) => void} tellAll
 * @param {Map<string, string>} names Of the cameras.
 */
export function clipRoutes(clips, answer, tellAll, names) {
  /** @type {Map<string, { ids: string[], size: number }>} */
  const exports = new Map();

  /** @param {string} id @param {Partial<Clip>} changes */
  const change = (id, changes) => {
    const at = clips.findIndex((clip) => clip.id === id);
    const known = clips[at];
    if (!known || Object.entries(changes).every(([name, value]) => known[/** @type {keyof Clip} */ (name)] === value)) return [];
    const clip = { ...known, ...changes };
    clips[at] = clip;
    tellAll(clip.deleted ? { type: "clip_removed", id } : { type: "clip", clip });
    return [clip];
  };

  /** @param {URLSearchParams} query */
  const page = (query) => {
    const limit = Number(query.get("limit") ?? 50);
    const before = query.get("before");
    const wanted = clips.filter(
      (clip) => fits(query)(clip) && !clip.deleted && (!query.get("from") || (clip.end ?? clip.start) > String(query.get("from"))) && (!query.get("to") || clip.start < String(query.get("to"))),
    );
    const start = before ? wanted.findIndex((clip) => clip.id === before) + 1 : 0;
    const shown = wanted.slice(start, start + limit);
    return { clips: shown, next: start + limit < wanted.length ? (shown.at(-1)?.id ?? null) : null };
  };

  const storage = () => {
    const cameras = [...names].map(([camera_id, name]) => {
      const its = clips.filter((clip) => clip.camera_id === camera_id);
      const size = (/** @type {Clip[]} */ some) => some.reduce((sum, clip) => sum + clip.size_bytes, 0) * 20;
      const bytes = size(its);
      return { camera_id, name, clips: its.length, bytes, pinned_bytes: size(its.filter((clip) => clip.pinned)), bytes_per_day: bytes / 7 };
    });
    const bytesPerDay = cameras.reduce((sum, camera) => sum + camera.bytes_per_day, 0);
    return { cameras: cameras.toSorted((a, b) => b.bytes - a.bytes), bytes_per_day: bytesPerDay, reach_days: 23.4, reach_by_age: false };
  };

  return {
    storage,
    /** @type {Record<string, (call: Call) => void>} */
    routes: {
      "GET /clips": ({ response, query }) => answer(response, 200, page(query)),
      "PATCH /clips": ({ response, body }) => {
        const { clips: ids, ...changes } = body;
        answer(response, 200, { clips: ids.flatMap((/** @type {string} */ id) => change(id, changes)) });
      },
      "GET /clips/deleted": ({ response }) => {
        const gone = clips.filter((clip) => clip.deleted);
        answer(response, 200, { clips: gone, until: gone.length > 0 ? new Date(Date.now() + undoMs).toISOString() : null });
      },
      "GET /clips/days": ({ response, query }) => {
        const edges = String(query.get("edges")).split(",").map((edge) => Number(edge) * 1000);
        const starts = clips.filter((clip) => fits(query)(clip) && !clip.deleted).map((clip) => Date.parse(clip.start));
        answer(response, 200, { counts: edges.slice(1).map((end, index) => starts.filter((start) => start >= Number(edges[index]) && start < end).length) });
      },
      "GET /clips/:id": ({ response, id }) => {
        const clip = clips.find((one) => one.id === id);
        answer(response, clip ? 200 : 404, clip ?? { error: { code: "not_found", sentence: "This clip is not there any more." } });
      },
      "PATCH /clips/:id": ({ response, id, body }) => {
        change(id, body);
        answer(response, 200, clips.find((one) => one.id === id));
      },
      "DELETE /clips/:id": ({ response, id }) => {
        change(id, { deleted: true });
        answer(response, 204);
      },
      "POST /exports": ({ response, body }) => {
        const ids = body.clips.map((/** @type {{ id: string }} */ one) => one.id);
        const size = clips.filter((clip) => ids.includes(clip.id)).reduce((sum, clip) => sum + clip.size_bytes, 0);
        const id = `exp${String(exports.size).padStart(10, "0")}`;
        exports.set(id, { ids, size });
        answer(response, 201, { id, clips: ids.length, left_out: 0, size_bytes: size, expires_at: new Date(Date.now() + 3_600_000).toISOString() });
      },
      "GET /exports/:id": ({ response, id }) => {
        const count = exports.get(id)?.ids.length ?? 0;
        // An archive of nothing: the fixture only shows that the browser comes to fetch it.
        const empty = Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)]);
        response.writeHead(200, { "Content-Type": "application/zip", "Content-Disposition": `attachment; filename="porchlight-${count}-clips.zip"` }).end(empty);
      },
    },
  };
}
