import MessagePack
import Testing

@testable import BrineModules

@Suite struct `Setting a grain` {
    private let grains: ValueMap = [
        "plain": "x", "none": nil, "list": ["a", ["b": 1]], "map": ["inner": ["deep": 1], "other": 2, 80: "http"],
    ]

    private func set(
        _ key: String,
        _ value: Value,
        force: Bool = false,
        destructive: Bool = false,
        delimiter: String = ":"
    ) -> GrainSetting {
        GrainSetting(key, to: value, force: force, destructive: destructive, delimiter: delimiter, in: grains)
    }

    @Test(
        arguments: [
            ("new", 1, "new", 1), ("new", [1], "new", [1]), ("plain", "y", "plain", "y"),
            ("none", ["a": 1], "none", ["a": 1]),
            ("map:other", 3, "map", ["inner": ["deep": 1], "other": 3, 80: "http"]),
            ("map:new", [1], "map", ["inner": ["deep": 1], "other": 2, 80: "http", "new": [1]]),
            ("map:inner:deep", 3, "map", ["inner": ["deep": 3], "other": 2, 80: "http"]),
            ("map:80", "web", "map", ["inner": ["deep": 1], "other": 2, 80: "web"]),
            ("new:a:b", 1, "new", ["a": ["b": 1]]), ("plain:x", 1, "plain", ["x": 1]),
            ("list:a", 1, "list", [["a": 1], ["b": 1]]), ("list:b", 2, "list", ["a", ["b": 2]]),
            ("list:c", 2, "list", ["a", ["b": 1], ["c": 2]]), ("list:0", "z", "list", ["z", ["b": 1]]),
            ("list:1:b", 5, "list", ["a", ["b": 5]]), ("list:7", 1, "list", ["a", ["b": 1], ["7": 1]]),
        ] as [(String, Value, String, Value)]
    )
    func `changes the whole grain that the value stands in`(key: String, value: Value, name: String, changed: Value) {
        let setting = set(key, value)

        #expect(setting.change?.name == name)
        #expect(setting.change?.value == changed)
        #expect(setting.answer == ["comment": "", "changes": [.string(name): changed], "result": true])
    }

    @Test(
        arguments: [("plain", "x"), ("map:other", 2), ("none", nil), ("list", ["a", ["b": 1]])] as [(String, Value)]
    )
    func `to what it is already changes nothing`(key: String, value: Value) {
        let setting = set(key, value)

        #expect(setting.change == nil)
        #expect(setting.answer == ["comment": "Grain is already set", "changes": [:], "result": true])
    }

    @Test(
        arguments: [
            ("list", "x", "The key 'list' exists but is a dict or a list. Use 'force=True' to overwrite."),
            ("map:inner", 1, "The key 'map:inner' exists but is a dict or a list. Use 'force=True' to overwrite."),
            ("map", nil, "The key 'map' exists but is a dict or a list. Use 'force=True' to overwrite."),
            (
                "plain", [1],
                "The key 'plain' exists and the given value is a dict or a list. Use 'force=True' to overwrite."
            ),
            (
                "map:other:x", 1,
                "The key 'map:other' value is '2', which is different from the provided key 'x'. "
                    + "Use 'force=True' to overwrite."
            ),
            (
                "none:x", 1,
                "The key 'none' value is 'None', which is different from the provided key 'x'. "
                    + "Use 'force=True' to overwrite."
            ),
        ] as [(String, Value, String)]
    )
    func `that lists, maps or other values stand against is refused without force`(
        key: String,
        value: Value,
        reason: String
    ) {
        let setting = set(key, value)

        #expect(setting.change == nil)
        #expect(setting.answer == ["comment": .string(reason), "changes": [:], "result": false])
        let forced = set(key, value, force: true)
        #expect(forced.succeeds)
        #expect(forced.change != nil)
    }

    @Test func `with force replaces lists, maps and what stands in the way`() {
        #expect(set("list", "x", force: true).change?.value == "x")
        #expect(set("plain", [1], force: true).change?.value == [1])
        #expect(set("plain:a:b", 1, force: true).change?.value == ["a": ["b": 1]])
        #expect(set("none:a", 1, force: true).change?.value == ["a": 1])
    }

    @Test func `to nothing leaves the name unless it is destructive`() {
        #expect(set("plain", nil).answer == ["comment": "", "changes": ["plain": nil], "result": true])
        #expect(set("plain", nil).change?.value == .some(.null))
        #expect(set("map:other", nil).change?.value == ["inner": ["deep": 1], "other": nil, 80: "http"])
        #expect(set("new", nil).change?.value == .some(.null))
    }

    @Test func `to nothing takes the name away where it is destructive`() {
        let setting = set("plain", nil, destructive: true)
        #expect(setting.change?.name == "plain")
        #expect(setting.change?.value == nil)
        #expect(setting.answer == ["comment": "", "changes": ["plain": nil], "result": true])
        #expect(set("map:other", nil, destructive: true).change?.value == ["inner": ["deep": 1], 80: "http"])
        #expect(set("none", nil, destructive: true).change?.name == "none")
        #expect(set("map:80", nil, destructive: true).change?.value == ["inner": ["deep": 1], "other": 2])
        #expect(set("list:b", nil, destructive: true).change?.value == ["a", [:]])
        #expect(set("list:0", nil, destructive: true).change?.value == [["b": 1]])
        #expect(set("map:inner", nil, destructive: true).change == nil)
        let forced = set("map:inner", nil, force: true, destructive: true)
        #expect(forced.change?.value == ["other": 2, 80: "http"])
    }

    @Test(arguments: ["new", "new:a", "map:new", "plain:y"])
    func `to nothing, destructively, changes nothing where there is nothing`(key: String) {
        let setting = set(key, nil, destructive: true)

        #expect(setting.change == nil)
        #expect(setting.answer == ["comment": "", "changes": [:], "result": true])
    }

    @Test func `goes by the delimiter that is given`() {
        #expect(set("map//other", 3, delimiter: "//").change?.name == "map")
        #expect(set("map:other", 3, delimiter: "//").change?.name == "map:other")
        let refused = set("map//other//x", 3, delimiter: "//")
        #expect(refused.comment.hasPrefix("The key 'map//other' value is '2'"))
    }
}
