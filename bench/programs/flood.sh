#!/bin/sh
# Prints LC_FLOOD_MB of stream-json, then reports success.
cat >/dev/null
printf '%s\n' '{"type":"system","subtype":"init","session_id":"b","claude_code_version":"2.1.197"}'
# One line of about 16 KiB, many times.
text=$(head -c 16000 /dev/zero | tr '\0' x)
line="{\"type\":\"user\",\"message\":{\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"$text\"}]}}"
yes "$line" | head -c "$((${LC_FLOOD_MB:-10} * 1024 * 1024))"
printf '\n%s\n' '{"type":"assistant","message":{"id":"m","model":"m","content":[{"type":"text","text":"Done."}]}}'
printf '%s\n' '{"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"Done.","session_id":"b","total_cost_usd":0.01,"terminal_reason":"completed"}'
