import ArgumentParser
import BrineCore

/// `-b` and its kin: to how many minions at a time the job is brought.
///
/// The master does it, and goes on where the command is gone.
struct BatchOptions: ParsableArguments {
    @Option(
        name: [.customShort("b", allowingJoined: true), .customLong("batch-size"), .customLong("batch")],
        parsing: .unconditional,
        help: ArgumentHelp(
            "Run the job on so many minions at a time, or on so many of a hundred, as in 10 or 25%.",
            valueName: "N|N%"
        )
    )
    var batchSize: String?

    @Option(
        name: .customLong("batch-wait"),
        parsing: .unconditional,
        help: ArgumentHelp("Leave a place empty for so long after a minion has ended.", valueName: "SECONDS"),
        transform: OptionNumber.number
    )
    var batchWait: Double?

    @Flag(help: "Start no further minion when one has failed: the same as --max-errors 0.")
    var failhard = false

    @Option(
        name: .customLong("max-errors"),
        parsing: .unconditional,
        help: ArgumentHelp(
            "Start no further minion when more than so many have failed, or of a hundred: as in 3 or 5%.",
            valueName: "N|N%"
        )
    )
    var maxErrors: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Run the job on so many of the minions alone, chosen by lot.", valueName: "N"),
        transform: OptionNumber.integer
    )
    var subset: Int?

    @Option(
        name: .customLong("batch-safe-limit"),
        parsing: .unconditional,
        help: ArgumentHelp("Run the job in batches where it is for more minions than that.", valueName: "N")
    )
    var batchSafeLimit: Int?

    @Option(
        name: .customLong("batch-safe-size"),
        help: ArgumentHelp("The size of those batches. Default: 8", valueName: "N|N%")
    )
    var batchSafeSize: String?

    func validate() throws {
        _ = try share(batchSize, "-b", from: 1)
        _ = try share(batchSafeSize, "--batch-safe-size", from: 1)
        _ = try share(maxErrors, "--max-errors", from: 0)
        if let batchWait, !(0...Rollout.longestWait.inSeconds).contains(batchWait) {
            throw ValidationError("option --batch-wait: expected 0 to 86400 seconds, found \(batchWait)")
        }
        for (name, number) in [("--subset", subset), ("--batch-safe-limit", batchSafeLimit)] {
            if let number, number < 1 { throw ValidationError("option \(name): expected 1 or more, found \(number)") }
        }
        if failhard, maxErrors != nil {
            throw ValidationError("--failhard and --max-errors are given: expected one of them at the most")
        }
        guard batchSize == nil, batchSafeLimit == nil else { return }
        let idle = [
            ("--batch-wait", batchWait != nil), ("--failhard", failhard), ("--max-errors", maxErrors != nil),
            ("--batch-safe-size", batchSafeSize != nil),
        ]
        if let (name, _) = idle.first(where: \.1) {
            throw ValidationError("\(name) goes with -b or --batch-safe-limit")
        }
    }

    /// How the job is brought to the minions; nil for to all at once.
    ///
    /// - Throws: `ValidationError` where an option is no number.
    func rollout() throws -> Rollout? {
        guard batchSize != nil || batchSafeLimit != nil else { return nil }
        let size =
            try share(batchSize, "-b", from: 1)
            ?? share(batchSafeSize, "--batch-safe-size", from: 1) ?? .count(8)
        return Rollout(
            size: size,
            wait: .seconds(batchWait ?? 0),
            maximumErrors: failhard ? .count(0) : try share(maxErrors, "--max-errors", from: 0)
        )
    }

    /// The number of minions up to which the job goes to all at once all the same.
    var rolloutAbove: UInt64 { batchSize == nil ? UInt64(clamping: batchSafeLimit ?? 0) : 0 }

    /// Why a job may stop before all minions have started, in Salt's words.
    var stopReason: String {
        maxErrors.map { "Batch run stopped: more than \($0) failed" } ?? "Batch run stopped due to failhard"
    }

    private func share(_ text: String?, _ option: String, from least: Int) throws -> Share? {
        guard let text else { return nil }
        guard let share = Share(text), least == 0 || !share.isNothing else {
            throw ValidationError(
                "option \(option): expected a number from \(least), or a percentage as in 25%, found '\(text)'"
            )
        }
        return share
    }
}
