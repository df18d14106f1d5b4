internal import MessagePack

/// How many processes were running or waiting for the disk, on the average of some minutes.
struct LoadAverage: Sendable, Hashable {
    /// The averages of one, five and fifteen minutes.
    var averages: [Double]

    /// What `/proc/loadavg` says, or nil where it does not begin with three numbers.
    init?(_ text: String) {
        averages = SystemText(text).words.prefix(3).compactMap { Double($0) }.filter { $0.isFinite && $0 >= 0 }
        guard averages.count == 3 else { return nil }
    }

    /// The map that `status.loadavg` answers.
    var map: ValueMap {
        ValueMap(zip(["1-min", "5-min", "15-min"], averages).map { (.string($0), .double($1)) })
    }
}
