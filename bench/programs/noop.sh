#!/bin/sh
# Takes a prompt and reports success at once: what is left is the cost of whoever runs it.
cat >/dev/null
printf '%s\n' '{"type":"system","subtype":"init","session_id":"b","claude_code_version":"2.1.197"}' \
  '{"type":"assistant","message":{"id":"m","model":"m","content":[{"type":"text","text":"Done."}]}}' \
  '{"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"Done.","session_id":"b","total_cost_usd":0.01,"terminal_reason":"completed"}'
