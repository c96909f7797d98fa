-- One vendor at one origin. The rules are those of apiwire's governor (governor/tenant.rs and governor/memory.rs);
-- every moment is a time of this server, in microseconds, so callers need not agree about theirs.
local origin, sightings, vendor, flying, ended = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local keep, quiet = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

local function number(key, field)
    return tonumber(redis.call('HGET', key, field)) or 0
end

-- Nothing lives for ever. A caller that does not know for how long leaves it as it is.
local function keep_all()
    for _, key in ipairs(keep > 0 and KEYS or {}) do
        redis.call('PEXPIRE', key, keep)
    end
end

-- How long this vendor's calls are refused; -1 when they are not.
local function refused_for()
    local closed = number(vendor, 'closed')
    return closed > now and closed - now or -1
end

-- A server that knows nothing of an origin may have lost its memory: callers that have worked alone in the meantime
-- must notice first that it is back.
if redis.call('EXISTS', origin) == 0 then
    redis.call('HSET', origin, 'quiet', now + quiet)
end
