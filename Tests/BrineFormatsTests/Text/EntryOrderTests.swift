import BrineFormats
import MessagePack
import Testing

@Suite struct `Entries in order` {
    @Test func `stand once, with the last value at the first place`() {
        let map: ValueMap = ["a": 1, "b": 2, "a": 3]

        #expect(map.distinctEntries == ([("a", 3), ("b", 2)] as [(Value, Value)]).map(ValueMap.Entry.init))
    }

    @Test func `are sorted by size, by code points and kind by kind`() {
        let map: ValueMap = [10: 0, 9: 0, .uint(1 << 63): 0, 9.5: 0, "Z": 0, "é": 0, "a": 0, true: 0, nil: 0]

        #expect(map.sortedEntries.map(\.key) == [nil, true, 9, 9.5, 10, .uint(1 << 63), "Z", "a", "é"])
    }
}
