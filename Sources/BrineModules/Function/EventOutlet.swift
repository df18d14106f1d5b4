public import MessagePack

/// Where an event goes that a function wants the master to know of.
public protocol EventOutlet: Sendable {
    /// Leaves an event for the master: it is on the minion's disk on return, and is sent until the master has it.
    ///
    /// - Parameters:
    ///   - tag: What the event is, in parts joined by slashes, as in `deploy/web/done`.
    ///   - data: What there is to tell.
    /// - Throws: Why it cannot be left, in words.
    func send(_ tag: String, _ data: ValueMap) throws
}

/// Where there is no master to tell: every event is refused.
public struct NoEventOutlet: EventOutlet {
    /// The only value there is.
    public init() {}

    /// Always throws ``NoMaster``.
    public func send(_ tag: String, _ data: ValueMap) throws {
        throw NoMaster()
    }

    /// An event that nobody could be told.
    public struct NoMaster: Error, Sendable, Hashable, CustomStringConvertible {
        /// The reason, in one line.
        public var description: String { "there is no master to send an event to" }
    }
}
