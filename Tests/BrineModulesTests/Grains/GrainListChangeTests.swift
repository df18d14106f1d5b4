import MessagePack
import Testing

@testable import BrineModules

@Suite struct `Changing a grain that is a list` {
    private let grains: ValueMap = [
        "roles": ["web", "db", "web"], "plain": "x", "none": nil, "map": ["list": [1], "inner": ["list": ["a"]]],
        "disks": [["name": "sda", "tags": ["ssd"]], ["name": "sdb"]],
    ]

    private func append(_ value: Value, to key: String, converts: Bool = false) -> GrainListChange {
        .appending(value, to: key, delimiter: ":", converts: converts, in: grains)
    }

    private func remove(_ value: Value, from key: String) -> GrainListChange {
        .removing(value, from: key, delimiter: ":", in: grains)
    }

    @Test func `appends a value, or the values of a list`() {
        #expect(append("mail", to: "roles") == .change(name: "roles", value: ["web", "db", "web", "mail"]))
        #expect(append(["a", "b"], to: "roles") == .change(name: "roles", value: ["web", "db", "web", "a", "b"]))
        #expect(append(["a": 1], to: "roles") == .change(name: "roles", value: ["web", "db", "web", ["a": 1]]))
    }

    @Test func `makes the list where there is nothing, and the maps around it`() {
        #expect(append("a", to: "new") == .change(name: "new", value: ["a"]))
        #expect(append("a", to: "new:x:y") == .change(name: "new", value: ["x": ["y": ["a"]]]))
    }

    @Test func `reaches into maps and lists`() {
        #expect(append(2, to: "map:list") == .change(name: "map", value: ["list": [1, 2], "inner": ["list": ["a"]]]))
        let inner = append("b", to: "map:inner:list")
        #expect(inner == .change(name: "map", value: ["list": [1], "inner": ["list": ["a", "b"]]]))
        let tags = append("hot", to: "disks:0:tags")
        #expect(tags == .change(name: "disks", value: [["name": "sda", "tags": ["ssd", "hot"]], ["name": "sdb"]]))
        #expect(
            remove("a", from: "map:inner:list") == .change(name: "map", value: ["list": [1], "inner": ["list": []]])
        )
    }

    @Test func `does not append what the list has`() {
        #expect(append("db", to: "roles") == .nothing(reason: "The val db was already in the list roles"))
        #expect(append(1, to: "map:list") == .nothing(reason: "The val 1 was already in the list map:list"))
    }

    @Test func `makes a list of something else where it is told to`() {
        #expect(append("a", to: "plain") == .nothing(reason: "The key plain is not a valid list"))
        #expect(append("a", to: "none") == .nothing(reason: "The key none is not a valid list"))
        #expect(append("a", to: "plain", converts: true) == .change(name: "plain", value: ["x", "a"]))
        #expect(append("a", to: "none", converts: true) == .change(name: "none", value: ["a"]))
        #expect(append("a", to: "roles", converts: true) == .change(name: "roles", value: ["web", "db", "web", "a"]))
    }

    @Test func `removes a value once`() {
        #expect(remove("web", from: "roles") == .change(name: "roles", value: ["db", "web"]))
        #expect(remove("mail", from: "roles") == .nothing(reason: "The val mail was not in the list roles"))
        #expect(remove("x", from: "new") == .nothing(reason: "The val x was not in the list new"))
        #expect(remove("x", from: "plain") == .nothing(reason: "The key plain is not a valid list"))
    }

    @Test func `is refused where the way leads through another value`() {
        #expect(append("a", to: "plain:list") == .nothing(reason: "The key plain is not a valid dict"))
        #expect(append("a", to: "map:list:0:b") == .nothing(reason: "The key map:list:0 is not a valid dict"))
    }
}
