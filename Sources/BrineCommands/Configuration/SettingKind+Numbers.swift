import MessagePack

extension SettingKind where Value == UInt16 {
    /// A TCP port.
    static var port: Self {
        Self(
            expected: "a port from 1 to 65535",
            read: { $0.value.intValue.flatMap(UInt16.init(exactly:)).flatMap { $0 > 0 ? $0 : nil } },
            write: \.description
        )
    }
}

extension SettingKind where Value == Int {
    /// A number of things, within bounds.
    static func count(of things: String, in range: ClosedRange<Int>) -> Self {
        Self(
            expected: "a number of \(things) from \(range.lowerBound) to \(range.upperBound)",
            read: { $0.value.intValue.flatMap(Int.init(exactly:)).flatMap { range.contains($0) ? $0 : nil } },
            write: \.description
        )
    }

    /// A size in bytes, within bounds: a number of bytes, or with a unit of powers of 1024 as in `16M`.
    static func size(in range: ClosedRange<Int>) -> Self {
        Self(
            expected: "a size from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound)), "
                + "in bytes or with K, M or G",
            read: { $0.nonEmptyText.flatMap(ByteSize.bytes).flatMap { range.contains($0) ? $0 : nil } },
            write: ByteSize.text
        )
    }
}

extension SettingKind where Value == Int? {
    /// A number of things from 1, or -1 for any number.
    static func limit(of things: String) -> Self {
        Self(
            expected: "a number of \(things) from 1 to 1000000, or -1 for any number",
            read: { configured in
                guard let number = configured.value.intValue else { return nil }
                if number == -1 { return .some(nil) }
                return (1...1_000_000).contains(number) ? .some(Int(number)) : nil
            },
            write: { $0.map(String.init) ?? "-1" }
        )
    }

    /// A size in bytes, within bounds, or 0 for any.
    static func sizeLimit(in range: ClosedRange<Int>) -> Self {
        let size = SettingKind<Int>.size(in: range)
        return Self(
            expected: "\(size.expected), or 0 for any size",
            read: { configured in
                if configured.value.intValue == 0 { return .some(nil) }
                return size.read(configured).map { .some($0) }
            },
            write: { $0.map(size.write) ?? "0" }
        )
    }
}

extension SettingKind where Value == Duration {
    /// A time in seconds, whole or not, up to ten years.
    static func seconds(from shortest: Double = 0, to longest: Double? = nil) -> Self {
        time(in: 1, called: "seconds", from: shortest, to: longest)
    }

    /// A time in hours, whole or not, up to ten years.
    static var hours: Self {
        time(in: 3600, called: "hours", from: 0)
    }

    /// A time in a unit of so many seconds.
    ///
    /// Above ten years a number is more likely a slip than a wish, and far above it cannot be added to a clock.
    private static func time(
        in unit: Int64,
        called name: String,
        from shortest: Double,
        to longest: Double? = nil
    ) -> Self {
        let range = shortest...(longest ?? Double(10 * 365 * 24 * 3600 / unit))
        return Self(
            expected: "a number of \(name) from \(plain(range.lowerBound)) to \(plain(range.upperBound))",
            read: { configured in
                guard let number = configured.value.doubleValue, range.contains(number) else { return nil }
                return .seconds(number * Double(unit))
            },
            write: { plain($0 / .seconds(1) / Double(unit)) }
        )
    }

    /// The number without a point where it is whole.
    private static func plain(_ number: Double) -> String {
        Int64(exactly: number)?.description ?? number.description
    }
}
