/// How an option's value becomes the bytes that C wants, and back.
struct OptionCoding<Value>: Sendable {
    /// The most bytes that C answers with.
    let capacity: Int

    /// The bytes, or nil for a value that the option cannot have.
    let encode: @Sendable (Value) -> [UInt8]?

    /// The value, or nil for bytes that stand for none.
    let decode: @Sendable (ArraySlice<UInt8>) -> Value?
}

extension OptionCoding where Value: FixedWidthInteger & Sendable {
    /// A C integer of the same width.
    static var number: Self {
        Self(capacity: MemoryLayout<Value>.size, encode: { encoded($0) }, decode: { decoded($0) })
    }
}

extension OptionCoding where Value == Bool {
    /// A C `int`, 0 or 1.
    static var flag: Self {
        Self(capacity: 4, encode: { encoded(Int32($0 ? 1 : 0)) }, decode: { decoded($0).map { $0 != 0 as Int32 } })
    }
}

extension OptionCoding where Value == Bool? {
    /// A C `int`, 0 or 1, or -1 to leave it to the system.
    static var flagOrSystem: Self {
        Self(
            capacity: 4,
            encode: { flag in encoded(flag.map { $0 ? 1 : 0 } ?? Int32(-1)) },
            decode: { decoded($0).map { (value: Int32) in value < 0 ? nil : value != 0 } }
        )
    }
}

extension OptionCoding where Value == [UInt8] {
    /// Up to 255 bytes as they are.
    static var bytes: Self {
        Self(capacity: 255, encode: { $0 }, decode: { [UInt8]($0) })
    }
}

extension OptionCoding where Value == String {
    /// Text, which C answers with a NUL behind it.
    static var text: Self {
        Self(
            capacity: 512,
            encode: { [UInt8]($0.utf8) },
            decode: { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        )
    }

    /// A key, Z85 text here and 32 bytes there, so that libzmq decodes no text that was not checked.
    static var curveKey: Self {
        Self(
            capacity: CurveKeyPair.keySize,
            encode: { CurveKeyPair.isKey($0) ? Z85.decode($0) : nil },
            decode: { Z85.encode([UInt8]($0)) }
        )
    }
}

extension OptionCoding where Value == Duration {
    /// A C `int` of milliseconds.
    static var milliseconds: Self {
        Self(
            capacity: 4,
            encode: { time in time < .zero ? nil : time.wholeMilliseconds.map { encoded($0) } },
            decode: { decoded($0).map { (value: Int32) in .milliseconds(value) } }
        )
    }
}

extension OptionCoding where Value == Duration? {
    /// A C `int` of milliseconds, or -1 for no end.
    static var millisecondsOrForever: Self {
        orNone(encode: \.wholeMilliseconds) { .milliseconds($0) }
    }

    /// A C `int` of seconds, or -1 to leave it to the system.
    static var secondsOrSystem: Self {
        orNone(encode: \.wholeSeconds) { .seconds($0) }
    }

    private static func orNone(
        encode: @escaping @Sendable (Duration) -> Int32?,
        decode: @escaping @Sendable (Int32) -> Duration
    ) -> Self {
        Self(
            capacity: 4,
            encode: { time in
                guard let time else { return encoded(Int32(-1)) }
                return time < .zero ? nil : encode(time).map { encoded($0) }
            },
            decode: { decoded($0).map { (value: Int32) in value < 0 ? nil : decode(value) } }
        )
    }
}

extension OptionCoding where Value == PollEvents {
    /// A C `int` with a bit an event.
    static var events: Self {
        Self(
            capacity: 4,
            encode: { encoded(Int32($0.rawValue)) },
            decode: { decoded($0).map { (value: Int32) in PollEvents(rawValue: Int16(truncatingIfNeeded: value)) } }
        )
    }
}

private func encoded(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number) { [UInt8]($0) }
}

private func decoded<Number: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>) -> Number? {
    guard bytes.count == MemoryLayout<Number>.size else { return nil }
    return bytes.withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
}
