extension Value {
    /// The value as MessagePack.
    ///
    /// Linear in its size.
    public var messagePack: [UInt8] {
        var writer = MessagePackWriter(reservingCapacity: 256)
        writer.write(self)
        return writer.takeBytes()
    }

    /// The one value that the bytes are, read as by ``MessagePackReader/readValue(limits:)``.
    ///
    /// Linear in the number of bytes.
    ///
    /// - Parameters:
    ///   - bytes: One encoded value and nothing more.
    ///   - limits: How deep and how large it may be.
    /// - Throws: ``MessagePackError`` where the bytes are damaged, end too soon, go on after the value or exceed the limits.
    public init(messagePack bytes: [UInt8], limits: DecodingLimits = DecodingLimits()) throws(MessagePackError) {
        self = try MessagePackReader.read(bytes) { (reader) throws(MessagePackError) in
            let value = try reader.readValue(limits: limits)
            try reader.expectEnd()
            return value
        }
    }
}
