/* A wall clock that a test sets for the processes that have this library loaded (LD_PRELOAD).

   The file that BRINE_TEST_CLOCK names holds a number of seconds, 8 bytes in the machine's own order: so far is the clock
   ahead. It counts at once when it is changed. Clocks that nobody sets (CLOCK_MONOTONIC, CLOCK_BOOTTIME) go on as they do,
   and so does every wait. */
