-- Asks for the tiles of a list, over and over, as a browser does: gzip accepted, connections kept.
-- Usage: wrk -s tiles.lua URL -- LIST PREFIX SUFFIX [DEPTH]
-- LIST holds one z/x/y a line; a request is PREFIX z/x/y SUFFIX. Every thread walks the list in an order of its own.
-- DEPTH requests go out together on a connection (1 by default), so that what the system asks for every message is shared.

local requests, at, other = {}, 0, 0
local thread_number = 0

function setup(thread)
  thread_number = thread_number + 1
  thread:set("number", thread_number)
end

-- The generator of Park and Miller: the same order on every machine.
local function shuffled(count, seed)
  local order, state = {}, seed
  for i = 1, count do order[i] = i end
  for i = count, 2, -1 do
    state = (state * 16807) % 2147483647
    local j = state % i + 1
    order[i], order[j] = order[j], order[i]
  end
  return order
end

function init(arguments)
  local lines = {}
  for line in io.lines(arguments[1]) do lines[#lines + 1] = line end
  local headers = { ["Accept-Encoding"] = "gzip", ["Host"] = wrk.headers["Host"] }
  local singles = {}
  for place, line in ipairs(shuffled(#lines, 2024 + number)) do
    singles[place] = wrk.format("GET", arguments[2] .. lines[line] .. (arguments[3] or ""), headers)
  end
  local depth = tonumber(arguments[4] or "1")
  for first = 1, #singles do
    local together = {}
    for step = 0, depth - 1 do together[step + 1] = singles[(first * depth + step) % #singles + 1] end
    requests[first] = table.concat(together)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %.0f %.2f %.2f %.2f %.0f %d\n", summary.requests / seconds,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.bytes / math.max(summary.requests, 1), failed))
end
