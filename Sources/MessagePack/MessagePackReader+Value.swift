extension MessagePackReader {
    /// Reads any value with all that it holds.
    ///
    /// A text whose bytes are not UTF-8 becomes ``Value/binary(_:)``: a minion's output may hold any bytes, and peers that
    /// know only the older form write all bytes as texts. So nothing is lost and nothing is replaced. Single precision
    /// becomes ``Value/double(_:)``; a timestamp stays ``Value/extended(type:_:)``.
    ///
    /// - Parameter limits: How deep and how large it may be.
    /// - Returns: The value.
    /// - Throws: ``MessagePackError`` where the bytes are damaged, end too soon or exceed the limits.
    public mutating func readValue(limits: DecodingLimits = DecodingLimits()) throws(MessagePackError) -> Value {
        var budget = DecodingBudget(limits)
        return try attempt { (reader) throws(MessagePackError) in try reader.takeValue(&budget, depth: 0) }
    }

    /// Moves past a value with all that it holds, making nothing of it.
    ///
    /// What it passes over, ``readValue(limits:)`` with the same limits will read: a value can be checked here, kept as its
    /// bytes and decoded much later.
    ///
    /// - Parameter limits: How deep and how large it may be.
    /// - Returns: Where its bytes are, counted from the first byte of the input.
    /// - Throws: ``MessagePackError`` as ``readValue(limits:)`` does.
    @discardableResult
    public mutating func skipValue(limits: DecodingLimits = DecodingLimits()) throws(MessagePackError) -> Range<Int> {
        let start = offset
        var budget = DecodingBudget(limits)
        try attempt { (reader) throws(MessagePackError) in try reader.passValue(&budget, depth: 0) }
        return start..<offset
    }

    /// Reads a value as its own bytes, checked as by ``skipValue(limits:)``.
    ///
    /// - Parameter limits: How deep and how large it may be.
    /// - Returns: A copy of the bytes.
    /// - Throws: ``MessagePackError`` as ``readValue(limits:)`` does.
    public mutating func readRawValue(limits: DecodingLimits = DecodingLimits()) throws(MessagePackError) -> [UInt8] {
        copy(try skipValue(limits: limits))
    }
}

extension MessagePackReader {
    private mutating func takeValue(_ budget: inout DecodingBudget, depth: Int) throws(MessagePackError) -> Value {
        budget.begin()
        let start = offset
        switch try takeHead() {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .int(let number): return .int(number)
        case .uint(let number): return .uint(number)
        case .double(let number): return .double(number)
        case .string(let count):
            let content = try take(count)
            return String(utf8: content).map(Value.string) ?? .binary(Array(content))
        case .binary(let count): return .binary(Array(try take(count)))
        case .extended(let type, let count): return .extended(type: type, Array(try take(count)))
        case .array(let count):
            try budget.open(count: count, depth: depth, available: remainingCount, offset: start)
            return .array(try takeElements(count, &budget, depth: depth + 1))
        case .map(let count):
            try budget.open(count: 2 * count, depth: depth, available: remainingCount, offset: start)
            return .map(ValueMap(entries: try takeEntries(count, &budget, depth: depth + 1)))
        }
    }

    private mutating func takeElements(
        _ count: Int,
        _ budget: inout DecodingBudget,
        depth: Int
    ) throws(MessagePackError) -> [Value] {
        try Array(capacity: count) { (elements) throws(MessagePackError) in
            for _ in 0..<count {
                elements.append(try takeValue(&budget, depth: depth))
            }
        }
    }

    private mutating func takeEntries(
        _ count: Int,
        _ budget: inout DecodingBudget,
        depth: Int
    ) throws(MessagePackError) -> [ValueMap.Entry] {
        try Array(capacity: count) { (entries) throws(MessagePackError) in
            for _ in 0..<count {
                let key = try takeValue(&budget, depth: depth)
                entries.append(ValueMap.Entry(key: key, value: try takeValue(&budget, depth: depth)))
            }
        }
    }

    private mutating func passValue(_ budget: inout DecodingBudget, depth: Int) throws(MessagePackError) {
        budget.begin()
        let start = offset
        switch try takeHead() {
        case .null, .bool, .int, .uint, .double:
            break
        case .string(let count), .binary(let count), .extended(_, let count):
            _ = try take(count)
        case .array(let count):
            try passValues(count, &budget, depth: depth, from: start)
        case .map(let count):
            try passValues(2 * count, &budget, depth: depth, from: start)
        }
    }

    private mutating func passValues(
        _ count: Int,
        _ budget: inout DecodingBudget,
        depth: Int,
        from start: Int
    ) throws(MessagePackError) {
        try budget.open(count: count, depth: depth, available: remainingCount, offset: start)
        for _ in 0..<count {
            try passValue(&budget, depth: depth + 1)
        }
    }
}
