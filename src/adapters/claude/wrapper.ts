/**
 * The part of a wrapper that locks `$project` and, if it is not empty, `$other`, for as long as anything lives that
 * inherited the descriptors 9 and 8. It calls `finish` with a word when it cannot.
 */
export const TAKE_LOCKS = `
# 0: the lock is held, for as long as anything that inherited the descriptor; 1: busy; 2: no way to lock.
take() {
  flock -n "$1"
  taken=$?
  [ $taken -le 1 ] && return $taken
  perl -e 'use Fcntl qw(:flock); use Errno qw(EWOULDBLOCK); open(my $f, "<&=", $ARGV[0]) or exit 2;
    exit 0 if flock($f, LOCK_EX | LOCK_NB); exit($! == EWOULDBLOCK ? 1 : 2)' "$1"
  taken=$?
  [ $taken -le 1 ] && return $taken
  return 2
}

# A look at the lock (is it free?) holds it for a moment, so one refusal is not yet busy.
lock() {
  for try in 1 2 3; do
    take "$1"
    locked=$?
    [ $locked = 1 ] || break
    sleep 0.2 || sleep 1
  done
  [ $locked = 1 ] && finish busy
  [ $locked = 0 ] || finish nolock
}

# ('command' keeps a failed 'exec' from ending the shell.)
command exec 9<"$project" || finish nodir
lock 9
if [ -n "$other" ]; then
  command exec 8<"$other" || finish nodir
  lock 8
fi
`;

/**
 * The shell program between Greenlight and the Claude CLI. It outlives Greenlight, holds the lock on the
 * working directory and writes down how the attempt ended; it runs in dash, busybox sh and bash.
 *
 * Arguments: the ledger, the project directory, another working directory or '', the command. The files that
 * the command writes are there already, empty, for their mode: it runs with the umask of the operator.
 *
 * Who decides that an attempt runs, when its starter dies at any moment: the file `pid`, made by a link,
 * which fails when it exists. The starter names there the wrapper that it has spawned; whoever gives an
 * attempt up (its starter is dead and named no wrapper, or it is cancelled) puts `void <reason>` there.
 * The wrapper runs nothing unless it finds itself named. Its standard input only says when to look: a word
 * from the starter, or the end of the file when that died.
 * So either the attempt has a living or dead wrapper that everyone can see, or it will never run.
 * A cancellation is written before `pid` is looked at, and looked for after `pid` was written:
 * at least one of the two sides sees the other.
 */
export const WRAPPER = `
# With a command (not '') for a trap the children get back the default of each signal.
trap : HUP INT TERM
ledger=$1 project=$2 other=$3
shift 3

# Says how it ended, in a line that counts once it has its end: a link or a rename would cost a process.
# Waits for space on a full disk, as long as there is a ledger to write to.
finish() {
  umask 077
  until { printf '%s\\n' "$1" >"$ledger/status"; } 2>/dev/null; do
    [ -d "$ledger" ] || exit 1
    sleep 1
  done
  exit 0
}

${TAKE_LOCKS}
read -r word
read -r named rest <"$ledger/pid" && [ "$named" = $$ ] || finish "\${word:-void}"
[ -e "$ledger/cancel" ] && finish cancelled

"$@" <"$ledger/prompt.md" >>"$ledger/transcript.jsonl" 2>>"$ledger/stderr.log"
code=$?
finish "$code"
`;

/** Exits 1 when the directory's lock is held, by whatever means the wrapper would take it. */
export const LOCK_PROBE = `
command exec 9<"$1" || exit 0
flock -n 9
code=$?
[ $code -le 1 ] && exit $code
perl -e 'use Fcntl qw(:flock); use Errno qw(EWOULDBLOCK); open(my $f, "<&=", $ARGV[0]) or exit 0;
  exit 0 if flock($f, LOCK_EX | LOCK_NB); exit($! == EWOULDBLOCK ? 1 : 0)' 9
`;
