package import MessagePack

extension ValueMap {
    /// The entries in their order, each key once and with its last value.
    ///
    /// Linear.
    package var distinctEntries: [Entry] {
        guard entries.count > 1 else { return entries }
        var places: [Value: Int] = [:]
        var distinct: [Entry] = []
        for entry in entries {
            if let place = places[entry.key] {
                distinct[place].value = entry.value
            } else {
                places[entry.key] = distinct.count
                distinct.append(entry)
            }
        }
        return distinct
    }

    /// The entries, each key once, sorted as Python sorts keys of one kind: numbers by size, texts by code points.
    ///
    /// Keys of different kinds, which Python does not sort at all, stand kind by kind. Costs what sorting costs.
    package var sortedEntries: [Entry] {
        distinctEntries.sorted { $0.key.isPrinted(before: $1.key) }
    }
}

extension Value {
    /// The value with the entries of each map in it sorted by their keys.
    package var withSortedKeys: Value {
        switch self {
        case .array(let elements): .array(elements.map(\.withSortedKeys))
        case .map(let map):
            .map(
                ValueMap(
                    entries: map.sortedEntries.map { ValueMap.Entry(key: $0.key, value: $0.value.withSortedKeys) }
                )
            )
        default: self
        }
    }

    /// Whether the value as a key is printed before another.
    fileprivate func isPrinted(before other: Value) -> Bool {
        guard kindRank == other.kindRank else { return kindRank < other.kindRank }
        switch (self, other) {
        case (.int(let left), .int(let right)): return left < right
        case (.uint(let left), .uint(let right)): return left < right
        case (.int, .uint): return true
        case (.uint, .int): return false
        default: break
        }
        if let left = doubleValue, let right = other.doubleValue { return left < right }
        return plainText.utf8.lexicographicallyPrecedes(other.plainText.utf8)
    }

    private var kindRank: Int {
        switch self {
        case .null: 0
        case .bool: 1
        case .int, .uint, .double: 2
        case .string: 3
        case .binary: 4
        case .array: 5
        case .map: 6
        case .extended: 7
        }
    }
}
