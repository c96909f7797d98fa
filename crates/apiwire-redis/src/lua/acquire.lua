-- {0, ticket}: granted. {1, wait}: full. {2, wait, why}: refused.
local calls, window, lease, slow_lane = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local function full_until()
    local until_then = math.max(number(vendor, 'used_up'), number(origin, 'quiet'))
    if until_then > now then
        return until_then
    end
    redis.call('ZREMRANGEBYSCORE', flying, '-inf', now)
    redis.call('ZREMRANGEBYSCORE', ended, '-inf', now)
    if redis.call('ZCARD', flying) + redis.call('ZCARD', ended) >= calls then
        -- While all are in flight nobody knows; look again after the time that one call takes at the full pace.
        local first = redis.call('ZRANGE', ended, 0, 0, 'WITHSCORES')[2]
        local lost = redis.call('ZRANGE', flying, 0, 0, 'WITHSCORES')[2]
        local free = tonumber(first) or now + math.floor(window / calls)
        return math.min(free, tonumber(lost) or free)
    end
    local slow_next = number(origin, 'slow_next')
    if number(origin, 'slow') > now and slow_next > now then
        return slow_next
    end
end

local closed = number(origin, 'closed')
if closed > now then
    keep_all()
    return {2, closed - now, 4}
end
local refused = refused_for()
if refused > 0 then
    keep_all()
    return {2, refused, number(vendor, 'why')}
end
local full = full_until()
if full then
    keep_all()
    return {1, math.max(full - now, 1000), 0}
end
-- Later than any before it, also when this server has lost its memory: a ticket names one call for ever.
local ticket = math.max(now, number(vendor, 'ticket') + 1)
redis.call('HSET', vendor, 'ticket', ticket, 'window', window)
redis.call('HSET', origin, 'slow_next', now + slow_lane)
redis.call('ZADD', flying, now + lease, ticket)
keep_all()
return {0, ticket, 0}
