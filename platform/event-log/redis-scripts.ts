/**
 * What runs inside Redis, each in one step that nothing comes between. All keys of a workspace share its hash tag.
 *
 * `meta` is a hash: `head`, `floor`, `recordedAt` (numbers), `forks` (JSON, see `log-bounds.ts`), `incarnation` (the run id
 * of the server that the log was last seen on) and `recovered` (JSON: for each incarnation the head it was found with);
 * `hotFloor` (the newest sequence that is in the archive and no longer here), `hotBytes`, `archivedEvents` and `archivedBytes`
 * (what is kept here and there); `policy` (JSON), `maxEvents` and `maxBytes` (its quota); `keysFloor` (idempotency keys at or
 * before it count no more).
 * Numbers are formatted with %.0f because Lua would write large ones with an exponent.
 */

/** What makes room, or takes next to none, goes on when the server's memory is full (`maxmemory` with `noeviction`). */
const WHEN_FULL = '#!lua flags=allow-oom';

/**
 * KEYS: events, meta, keys, revisions. ARGV: incarnation, now, expected subject, expected revision, the signal's channel and how many
 * bytes of bodies it carries, then for each event digest, content, id, source, type, subject, correlation id, body; absent is ''.
 * Idempotency first, then the expected revision, then the entries, whose ids are `<sequence>-0`, then the signal (see `redis-news.ts`).
 * The server hands a signal out as it does answers: with `appendfsync always` once what was written before is on disk. A user who may
 * not publish appends all the same.
 */
export const APPEND_SCRIPT = `
local meta = redis.call('HMGET', KEYS[2], 'head', 'recordedAt', 'forks', 'incarnation', 'keysFloor', 'maxEvents', 'maxBytes')
if meta[4] ~= ARGV[1] then return {'unrecognised'} end
local head = tonumber(meta[1] or '0')
local forks = meta[3] or '[]'
local WIDTH, FIRST = 8, 7
local isNew = #ARGV < FIRST
local keysFloor = tonumber(meta[5] or '0')
local count, size = 0, 0
local known = {}
for at = FIRST, #ARGV, WIDTH do
  local found = redis.call('HGET', KEYS[3], ARGV[at])
  local sequence, revision, content
  if found then sequence, revision, content = string.match(found, '^(%d+):(%d*):(.*)$') end
  if found and tonumber(sequence) > keysFloor then
    if content ~= ARGV[at + 1] then return {'id-conflict', (at - FIRST) / WIDTH, sequence, forks, meta[1]} end
    known[at] = {sequence, revision, '1'}
  else
    isNew = true
    count = count + 1
    size = size + #ARGV[at + 7]
  end
end
if ARGV[3] ~= '' and isNew then
  local actual = redis.call('HGET', KEYS[4], ARGV[3]) or '0'
  if actual ~= ARGV[4] then return {'revision-conflict', actual} end
end
if count > 0 and (meta[6] or meta[7]) then
  local kept = redis.call('HMGET', KEYS[2], 'archivedEvents', 'archivedBytes', 'hotBytes')
  local events = redis.call('XLEN', KEYS[1]) + tonumber(kept[1] or '0')
  local bytes = tonumber(kept[3] or '0') + tonumber(kept[2] or '0')
  if meta[6] and events + count > tonumber(meta[6]) then return {'full', 'maxEvents', meta[6], string.format('%.0f', events)} end
  if meta[7] and bytes + size > tonumber(meta[7]) then return {'full', 'maxBytes', meta[7], string.format('%.0f', bytes)} end
end
local recordedAt = string.format('%.0f', math.max(tonumber(ARGV[2]), tonumber(meta[2] or '0')))
local added = {}
local told = {'', ARGV[1], forks, recordedAt}
local reply = {'appended', '', forks}
for at = FIRST, #ARGV, WIDTH do
  local outcome = known[at]
  if not outcome and added[ARGV[at]] then outcome = added[ARGV[at]] end
  if not outcome then
    head = head + 1
    local sequence = string.format('%.0f', head)
    local revision = ''
    if ARGV[at + 5] ~= '' then revision = string.format('%.0f', redis.call('HINCRBY', KEYS[4], ARGV[at + 5], 1)) end
    redis.call('XADD', KEYS[1], sequence .. '-0', 't', recordedAt, 'r', revision, 'i', ARGV[at + 2], 's', ARGV[at + 3],
      'y', ARGV[at + 4], 'u', ARGV[at + 5], 'c', ARGV[at + 6], 'b', ARGV[at + 7])
    redis.call('HSET', KEYS[3], ARGV[at], sequence .. ':' .. revision .. ':' .. ARGV[at + 1])
    outcome = {sequence, revision, '0'}
    added[ARGV[at]] = {sequence, revision, '1'}
    if size <= tonumber(ARGV[6]) then
      for _, part in ipairs({revision, ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5], ARGV[at + 6], ARGV[at + 7]}) do told[#told + 1] = part end
    end
  end
  reply[#reply + 1] = outcome[1]
  reply[#reply + 1] = outcome[2]
  reply[#reply + 1] = outcome[3]
end
reply[2] = string.format('%.0f', head)
if next(added) then
  redis.call('HSET', KEYS[2], 'head', reply[2], 'recordedAt', recordedAt)
  redis.call('HINCRBY', KEYS[2], 'hotBytes', size)
  told[1] = reply[2]
  redis.pcall('PUBLISH', ARGV[5], #told > 4 and cjson.encode(told) or reply[2])
end
return reply
`;

/**
 * The first look at a workspace on a server that was started, restored or promoted since. KEYS: meta.
 * ARGV: incarnation, and what the caller knew: incarnation ('' for nothing), epoch, head, forks.
 * Every append waits for this, so the head noted here is the one that was recovered. When the caller knew a later one,
 * the head went backwards: an epoch begins, and its fork is at what is surely common.
 */
export const RECOGNISE_SCRIPT = `${WHEN_FULL}
local meta = redis.call('HMGET', KEYS[1], 'head', 'forks', 'incarnation', 'recovered')
local head = tonumber(meta[1] or '0')
local forks = cjson.decode(meta[2] or '[]')
local recovered = cjson.decode(meta[4] or '[]')
if meta[3] ~= ARGV[1] then
  recovered[#recovered + 1] = {ARGV[1], head}
  if #recovered > 16 then table.remove(recovered, 1) end
  redis.call('HSET', KEYS[1], 'incarnation', ARGV[1], 'recovered', cjson.encode(recovered))
end
local knownEpoch, knownHead = tonumber(ARGV[3]), tonumber(ARGV[4])
local epoch = #forks > 0 and forks[#forks].epoch or 0
if ARGV[2] == '' or epoch > knownEpoch then return 0 end
local common = head
if ARGV[1] ~= ARGV[2] then
  for at = #recovered, 1, -1 do
    if recovered[at][1] == ARGV[2] then break end
    common = math.min(common, recovered[at][2])
  end
end
if knownHead <= common and knownEpoch == epoch then return 0 end
for _, fork in ipairs(cjson.decode(ARGV[5])) do
  if fork.epoch > epoch then common = math.min(common, fork.after) end
end
forks[#forks + 1] = {epoch = math.max(epoch, knownEpoch) + 1, after = common}
redis.call('HSET', KEYS[1], 'forks', cjson.encode(forks))
return 1
`;

/**
 * Removes from memory what the archive holds. KEYS: events, meta. ARGV: the hot floor and the number of forks that the copy began
 * with, the sequence up to which was copied and its size, then what the archive keeps: floor, events, bytes.
 * Answers 0 when another has been here meanwhile: what was copied may not be what is here, so nothing is done.
 */
export const ARCHIVED_SCRIPT = `${WHEN_FULL}
local meta = redis.call('HMGET', KEYS[2], 'hotFloor', 'forks', 'floor')
if (meta[1] or '0') ~= ARGV[1] or #cjson.decode(meta[2] or '[]') ~= tonumber(ARGV[2]) then return 0 end
local floor = string.format('%.0f', math.max(tonumber(meta[3] or '0'), tonumber(ARGV[5])))
redis.call('HSET', KEYS[2], 'hotFloor', ARGV[3], 'floor', floor, 'archivedEvents', ARGV[6], 'archivedBytes', ARGV[7])
redis.call('HINCRBY', KEYS[2], 'hotBytes', '-' .. ARGV[4])
redis.call('XTRIM', KEYS[1], 'MINID', '=', string.format('%.0f-0', tonumber(ARGV[3]) + 1))
return 1
`;

/**
 * A memory that was lost, or fell behind the archive, begins anew where the archive ends: all that was here is there. KEYS: events, meta.
 * ARGV: the archive's newest sequence, its floor, events and bytes, when its newest event was recorded, the forks with that of now, policy,
 * quota of events and of bytes ('' for none). Answers 0 when nothing was lost, or another has been here.
 */
export const RECOVER_SCRIPT = `${WHEN_FULL}
if tonumber(redis.call('HGET', KEYS[2], 'head') or '0') >= tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[2], 'head', ARGV[1], 'hotFloor', ARGV[1], 'floor', ARGV[2], 'archivedEvents', ARGV[3], 'archivedBytes', ARGV[4],
  'recordedAt', ARGV[5], 'forks', ARGV[6], 'hotBytes', '0')
for at, name in ipairs({'policy', 'maxEvents', 'maxBytes'}) do
  if ARGV[6 + at] ~= '' then redis.call('HSET', KEYS[2], name, ARGV[6 + at]) end
end
return 1
`;

/** Notes what the archive keeps. KEYS: meta. ARGV: floor, events, bytes. */
export const KEPT_SCRIPT = `${WHEN_FULL}
local floor = math.max(tonumber(redis.call('HGET', KEYS[1], 'floor') or '0'), tonumber(ARGV[1]))
redis.call('HSET', KEYS[1], 'floor', string.format('%.0f', floor), 'archivedEvents', ARGV[2], 'archivedBytes', ARGV[3])
return 1
`;

/** Forgets what erased events contained: their keys stay known, and equal no content. KEYS: keys. ARGV: digests. */
export const ERASE_KEYS_SCRIPT = `${WHEN_FULL}
for _, digest in ipairs(ARGV) do
  local found = redis.call('HGET', KEYS[1], digest)
  if found then redis.call('HSET', KEYS[1], digest, (string.match(found, '^%d+:%d*:') or '') .. '-') end
end
return 1
`;

/** KEYS: meta, keys. ARGV: what the keys floor is at least, the cursor of HSCAN. Answers the next cursor. */
export const FORGET_KEYS_SCRIPT = `${WHEN_FULL}
local known = tonumber(redis.call('HGET', KEYS[1], 'keysFloor') or '0')
if tonumber(ARGV[1]) > known then redis.call('HSET', KEYS[1], 'keysFloor', ARGV[1]) end
local meta = redis.call('HMGET', KEYS[1], 'keysFloor', 'hotFloor', 'floor')
local hotFloor = math.max(tonumber(meta[2] or '0'), tonumber(meta[3] or '0'))
local floor = math.min(tonumber(meta[1] or '0'), hotFloor)
local page = redis.call('HSCAN', KEYS[2], ARGV[2], 'COUNT', 1000)
for at = 1, #page[2], 2 do
  local sequence = tonumber(string.match(page[2][at + 1], '^(%d+):'))
  if sequence <= floor then redis.call('HDEL', KEYS[2], page[2][at]) end
end
return page[1]
`;

/** Drops what lies at or before a sequence. KEYS: events, meta. ARGV: the sequence up to which to trim, and how many at most. */
export const TRIM_SCRIPT = `${WHEN_FULL}
local meta = redis.call('HMGET', KEYS[2], 'head', 'floor', 'hotFloor')
local floor, hotFloor = tonumber(meta[2] or '0'), tonumber(meta[3] or '0')
local from = math.max(floor, hotFloor)
local upTo = math.min(tonumber(ARGV[1]), tonumber(meta[1] or '0'))
if upTo > from then upTo = math.min(upTo, from + tonumber(ARGV[2])) end
if upTo <= floor then return {0, 0} end
local count, size = 0, 0
if upTo > hotFloor then
  local last = string.format('%.0f-0', upTo)
  for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', last)) do
    count = count + 1
    size = size + #entry[2][16]
  end
  redis.call('XTRIM', KEYS[1], 'MINID', '=', string.format('%.0f-0', upTo + 1))
  redis.call('HINCRBY', KEYS[2], 'hotBytes', -size)
  redis.call('HSET', KEYS[2], 'hotFloor', string.format('%.0f', upTo))
end
redis.call('HSET', KEYS[2], 'floor', string.format('%.0f', upTo))
return {count, size}
`;

/** KEYS: events. ARGV: low, high, time. The last sequence in (low, high] recorded before the time, else low; a bisection, since times never decrease. */
export const BISECT_SCRIPT = `
local low, high, time = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
while low < high do
  local middle = math.ceil((low + high) / 2)
  local id = string.format('%.0f-0', middle)
  local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
  if not entry or tonumber(entry[2][2]) < time then low = middle else high = middle - 1 end
end
return string.format('%.0f', low)
`;

/**
 * What is in memory of a range, and what the log says of itself in the same moment; it only reads, so it is served when the memory is full.
 * KEYS: events, meta. ARGV: XRANGE with the first and the last id, or XREVRANGE with the last and the first, how many at most, the fields of meta.
 */
export const LOOK_SCRIPT = `#!lua flags=no-writes
return {redis.call('HMGET', KEYS[2], unpack(ARGV, 5)), redis.call(ARGV[1], KEYS[1], ARGV[2], ARGV[3], 'COUNT', ARGV[4])}
`;
