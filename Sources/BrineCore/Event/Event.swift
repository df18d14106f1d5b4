public import MessagePack

/// Something that happened, told to whoever listens at that moment; it is kept nowhere.
public struct Event: Sendable, Hashable {
    /// What it is.
    public var tag: EventTag
    /// What there is to tell.
    public var data: ValueMap
    /// When the master announced it.
    public var stamp: Timestamp

    /// An event with all its parts.
    public init(tag: EventTag, data: ValueMap, stamp: Timestamp) {
        self.tag = tag
        self.data = data
        self.stamp = stamp
    }

    /// The data as it is shown: the moment in `_stamp`, then the rest.
    public var shown: ValueMap {
        ValueMap(
            entries: [ValueMap.Entry(key: "_stamp", value: .string(CivilTime(stamp).isoText))]
                + data.entries.filter { $0.key != "_stamp" }
        )
    }
}
