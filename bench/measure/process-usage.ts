import { readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of 10 ms, https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
const TICK_MS = 10;

/** Processor time of a process so far, all threads, in milliseconds. NaN where /proc is absent. */
export function readCpuMs(pid: number): number {
  const fields = readProc(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory in MB (10^6 bytes), now and at its peak. NaN where /proc is absent. */
export function readRss(pid: number): { readonly rssMb: number; readonly peakRssMb: number } {
  const status = readProc(pid, 'status');
  const read = (key: string): number => (Number(new RegExp(`${key}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) * 1024) / 1e6;
  return { rssMb: read('VmRSS'), peakRssMb: read('VmHWM') };
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
