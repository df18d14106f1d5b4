/// How much a peer's bytes may ask of the one who decodes them.
///
/// Nesting is bounded since decoding, comparing and freeing a ``Value`` recurse into it; the number of values is bounded
/// since one byte of input becomes dozens of bytes of memory.
public struct DecodingLimits: Sendable, Hashable {
    /// How many lists and maps may stand inside one another; a list of integers is one deep.
    public var maximumDepth: Int
    /// How many values there may be in all: each list, map, key and element counts as one, and the outermost always passes.
    public var maximumValueCount: Int

    /// The limits given, or those that fit any honest job.
    public init(maximumDepth: Int = 64, maximumValueCount: Int = 1_000_000) {
        self.maximumDepth = maximumDepth
        self.maximumValueCount = maximumValueCount
    }
}
