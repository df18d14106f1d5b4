/// A map's entries in the order in which they came.
///
/// A plain list of pairs: the maps of jobs and returns are small, and most are encoded or printed in order, never looked
/// up. Looking a key up is linear; where a key stands twice (which only a hostile or careless peer sends), the last wins.
public struct ValueMap: Sendable, Hashable {
    /// One key with its value.
    public struct Entry: Sendable, Hashable {
        /// The key; nearly always a text.
        public var key: Value
        /// What stands under it.
        public var value: Value

        /// A key with its value.
        public init(key: Value, value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// The entries, in order.
    public var entries: [Entry]

    /// An empty map.
    public init() {
        entries = []
    }

    /// The pairs, in their order.
    public init(_ pairs: some Sequence<(Value, Value)>) {
        entries = pairs.map { Entry(key: $0, value: $1) }
    }

    /// The entries, in their order.
    public init(entries: [Entry]) {
        self.entries = entries
    }

    /// How many entries there are.
    public var count: Int { entries.count }

    /// Whether there is no entry.
    public var isEmpty: Bool { entries.isEmpty }

    /// The keys, in order.
    ///
    /// Linear.
    public var keys: [Value] { entries.map(\.key) }

    /// The value under a key; setting nil removes the entry, setting a new key appends it.
    ///
    /// Linear.
    public subscript(key: Value) -> Value? {
        get { entries.last { $0.key == key }?.value }
        set {
            guard let newValue else {
                entries.removeAll { $0.key == key }
                return
            }
            if let index = entries.lastIndex(where: { $0.key == key }) {
                entries[index].value = newValue
            } else {
                entries.append(Entry(key: key, value: newValue))
            }
        }
    }

    /// The value under a text key.
    ///
    /// Linear.
    public subscript(key: String) -> Value? {
        get { self[.string(key)] }
        set { self[.string(key)] = newValue }
    }
}

extension ValueMap: ExpressibleByDictionaryLiteral {
    /// The pairs, in the order written.
    public init(dictionaryLiteral elements: (Value, Value)...) {
        self.init(elements)
    }
}
