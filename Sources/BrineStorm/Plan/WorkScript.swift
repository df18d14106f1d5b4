/// The script that does the work of a storm's jobs and tells the witness.
///
/// It is called with the token, the time to take in seconds, the exit code, the number of bytes to write, and `fork` or `alone`.
enum WorkScript {
    /// Its text.
    ///
    /// - Parameter witness: The file that each run appends its two lines to, whole, in the order in which things happen: the
    ///   first before anything else is done, the second when only the output of the last line is left.
    /// - Returns: the script.
    static func text(witness: String) -> String {
        """
        #!/bin/sh
        read -r up rest </proc/uptime
        run="$STORM_MINION-$$-$up"
        echo "began $1 $STORM_MINION $run $up" >>\(witness)
        echo "run $run"
        if [ "$5" = fork ]; then
            for child in 1 2 3; do (sleep "$2") & done
            wait
        elif [ "$2" != 0.0 ]; then
            sleep "$2"
        fi
        if [ "$4" -gt 0 ]; then
            head -c "$4" /dev/zero | tr '\\0' x
            echo
        fi
        read -r up rest </proc/uptime
        echo "ended $1 $STORM_MINION $run $up" >>\(witness)
        echo "end $run"
        exit "$3"

        """
    }

    /// The command line for a piece of work.
    static func command(_ work: Work, script: String) -> String {
        let seconds = "\(work.deciseconds / 10).\(work.deciseconds % 10)"
        return "\(script) \(work.token) \(seconds) \(work.code) \(work.bytes) \(work.forks ? "fork" : "alone")"
    }

    /// The run that a return names, and whether the return is what the work gives to the last byte.
    static func read(_ text: String, of work: Work) -> (run: String?, isWhole: Bool) {
        guard text.hasPrefix("run ") else { return (nil, false) }
        let run = String(text.dropFirst(4).prefix { $0 != "\n" })
        let filling = work.bytes > 0 ? String(repeating: "x", count: work.bytes) + "\n" : ""
        return (run, text == "run \(run)\n\(filling)end \(run)")
    }
}
