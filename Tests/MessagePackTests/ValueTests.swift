import MessagePack
import Testing

@Suite struct `Values` {
    @Test func `equal numbers are equal values however they came`() {
        #expect(Value(UInt64(7)) == .int(7))
        #expect(Value(UInt64(Int64.max)) == .int(.max))
        #expect(Value(UInt64.max) == .uint(.max))
    }

    @Test func `an accessor of another kind gives nil`() {
        let text: Value = "7"
        #expect(text.boolValue == nil)
        #expect(text.intValue == nil)
        #expect(text.uintValue == nil)
        #expect(text.doubleValue == nil)
        #expect(text.arrayValue == nil)
        #expect(text.mapValue == nil)
        #expect(text["7"] == nil)
        #expect(Value.int(7).stringValue == nil)
    }

    @Test func `a number is given in each type that can hold it`() {
        #expect(Value.int(-1).uintValue == nil)
        #expect(Value.int(-1).doubleValue == -1)
        #expect(Value.uint(.max).intValue == nil)
        #expect(Value.uint(.max).uintValue == .max)
        #expect(Value.double(1).intValue == nil)
    }
}

@Suite struct `Maps` {
    @Test func `setting a key replaces in place, appends, and removes with nil`() {
        var map: ValueMap = ["a": 1, "b": 2, "c": 3]
        map["b"] = 20
        map["d"] = 4
        map["a"] = nil
        #expect(map == ["b": 20, "c": 3, "d": 4])
        #expect(map.keys == ["b", "c", "d"])
        #expect(map.count == 3)
    }

    @Test func `of a key that stands twice the last wins, and removing it removes both`() {
        var map: ValueMap = ["k": 1, "k": 2]
        #expect(map["k"] == 2)
        map["k"] = 3
        #expect(map == ["k": 1, "k": 3])
        map["k"] = nil
        #expect(map.isEmpty)
    }

    @Test func `maps in another order are not equal`() {
        #expect(["a": 1, "b": 2] as ValueMap != ["b": 2, "a": 1])
    }
}
