-- For wrk: each request brings the next token of a file. Arguments: FILE, how many of its lines to leave out, and a file that gets the number of the line
-- after the last one used. At the end of FILE it begins again.
local thread

function setup(started) thread = started end

function init(arguments)
  tokens, at, report = {}, tonumber(arguments[2]), arguments[3]
  for line in io.lines(arguments[1]) do tokens[#tokens + 1] = line end
end

function request()
  at = at % #tokens + 1
  return "GET /v1/credentials HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " .. tokens[at] .. "\r\n\r\n"
end

function done()
  local file = io.open(thread:get("report"), "w")
  file:write(thread:get("at"), "\n")
  file:close()
end
