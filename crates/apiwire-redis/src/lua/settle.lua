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

-- It may have been a call, and the vendor counts its silence from the last one.
local function go_on_being_silent()
    if refused_for() > 0 and number(vendor, 'why') == 1 then
        close(now + number(vendor, 'silence'), 1)
    end
end

-- An answer ends what came in a row; one that was under way when the vendor had enough says nothing about that.
local function end_of_runs()
    redis.call('HSET', vendor, 'not_found', 0)
    if refused_for() < 0 then
        redis.call('HSET', vendor, 'throttled', 0)
    end
end

local news = {
    -- Dropped before it ended. Whoever dropped it does not know the window.
    dropped = go_on_being_silent,
    failed = go_on_being_silent,
    answered = end_of_runs,
    used_up = function()
        end_of_runs()
        redis.call('HSET', vendor, 'used_up', now + tonumber(ARGV[6]))
    end,
    throttled = function()
        local retry_after, first, longest = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
        -- Several calls in flight may hear the same 429: that is one breach, and a silence from the last of them.
        local in_a_row = number(vendor, 'throttled') + (refused_for() < 0 and 1 or 0)
        local doubled = first * 2 ^ math.min(math.max(in_a_row - 1, 0), 16)
        local silence = math.min(math.max(doubled, retry_after), longest)
        redis.call('HSET', vendor, 'throttled', in_a_row, 'silence', silence)
        close(now + silence, 1)
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
