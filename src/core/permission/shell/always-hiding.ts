/** Programs, and words of the shell itself, that are there to run others, or to change what others do. */
export const ALWAYS_HIDING: readonly string[] = [
  '., -, alias, autoload, bind, builtin, command, compgen, complete, declare, enable, eval, exec',
  'export, hash, let, local, mapfile, noglob, nocorrect, readarray, readonly, set, setopt, shopt',
  'source, trap, typeset, unalias, unset, unsetopt, zmodload, zstyle, env, nice, nohup, stdbuf, time',
  'timeout, doas, ionice, setsid, sudo, su, runuser, at, batch, caffeinate, chroot, chrt, crontab, entr',
  'expect, flock, fakeroot, firejail, gdb, launchctl, lldb, ltrace, nsenter, osascript, parallel, proot',
  'screen, script, setarch, ssh, start-stop-daemon, strace, systemd-run, taskset, tmux, unbuffer',
  'unshare, valgrind, watch, watchexec, nodemon, xargs, busybox, toybox, open, xdg-open, nc, ncat',
  'socat, vi, vim, view, vimdiff, nvim, ex, ed, emacs, nano, less, more, most, man, info, pg, lftp, ftp',
  'telnet, wish, tclsh, coproc, repeat, xonsh, fish, csh, tcsh',
].flatMap((line) => line.split(', '));
