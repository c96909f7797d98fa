-- Answers for how long this vendor's calls are refused now; -1 when they are not.
local ticket, report, window = ARGV[3], ARGV[4], tonumber(ARGV[5])

local function close(until_then, why)
    if number(vendor, 'closed') < until_then then
        redis.call('HSET', vendor, 'closed', until_then, 'why', why)
    end
end

-- One vendor's block slows the origin; a second vendor's within the time closes it.
local function saw_block(remembered)
    redis.call('ZREMRANGEBYSCORE', sightings, '-inf', now - remembered)
    redis.call('HSET', origin, 'slow', now + remembered)
    local own = redis.call('ZSCORE', sightings, vendor) and 1 or 0
    if redis.call('ZCARD', sightings) > own then
        redis.call('HSET', origin, 'closed', now + remembered)
    end
    redis.call('ZADD', sightings, now, vendor)
end

local news = {
    -- Dropped before it ended. Whoever dropped it does not know the window.
    dropped = function() end,
    failed = function() end,
    answered = function()
        redis.call('HSET', vendor, 'throttled', 0, 'not_found', 0)
    end,
    used_up = function()
        redis.call('HSET', vendor, 'throttled', 0, 'not_found', 0, 'used_up', now + tonumber(ARGV[6]))
    end,
    throttled = function()
        local retry_after, first, longest = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
        -- Several calls in flight may hear the same 429: that is one breach.
        if refused_for() < 0 then
            local before = number(vendor, 'throttled')
            close(now + math.min(math.max(first * 2 ^ math.min(before, 16), retry_after), longest), 1)
            redis.call('HSET', vendor, 'throttled', before + 1)
        end
    end,
    not_found = function()
        local run, breaker = tonumber(ARGV[6]), tonumber(ARGV[7])
        local in_a_row = number(vendor, 'not_found') + 1
        if in_a_row >= run then
            close(now + breaker, 2)
            in_a_row = 0
        end
        redis.call('HSET', vendor, 'not_found', in_a_row)
    end,
    edge_blocked = function()
        close(now + tonumber(ARGV[6]), 3)
        saw_block(tonumber(ARGV[6]))
    end,
}

-- The slot is free one window after the answer. One whose lease has run out is free already.
if redis.call('ZREM', flying, ticket) == 1 then
    redis.call('ZADD', ended, now + (window or number(vendor, 'window')), ticket)
end
news[report]()
keep_all()
return refused_for()
