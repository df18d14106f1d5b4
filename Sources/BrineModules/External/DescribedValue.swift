internal import BrineCore
internal import MessagePack

/// A part of a module's description, with the place where it stands for messages.
struct DescribedValue {
    /// The place, as in `functions.hello.parameters[0]`; empty for the description itself.
    let place: String
    /// What stands there.
    let value: Value

    /// The entries, in order.
    func map() throws(DescriptionError) -> ValueMap {
        guard let map = value.mapValue else { throw wrong("a map") }
        return map
    }

    /// The elements, in order.
    func list() throws(DescriptionError) -> [DescribedValue] {
        guard let list = value.arrayValue else { throw wrong("a list") }
        return list.enumerated().map { DescribedValue(place: "\(place)[\($0)]", value: $1) }
    }

    /// The text.
    func text() throws(DescriptionError) -> String {
        guard let text = value.stringValue else { throw wrong("a text") }
        return text
    }

    /// What stands under a key of this map; nil where nothing does, or null.
    func part(_ key: String) throws(DescriptionError) -> DescribedValue? {
        guard let value = try map()[key], value != .null else { return nil }
        return DescribedValue(place: inner(key), value: value)
    }

    /// The text under a key of this map, empty where there is none.
    func text(_ key: String) throws(DescriptionError) -> String {
        try part(key)?.text() ?? ""
    }

    /// The place of a key of this map.
    func inner(_ key: String) -> String {
        place.isEmpty ? key : "\(place).\(key)"
    }

    /// The error that something else stands here than should.
    func wrong(_ expected: String) -> DescriptionError {
        DescriptionError(place: place, expected: expected, found: value.foundText)
    }
}

/// A field of a module's description that is not as it should be.
struct DescriptionError: Error, Hashable, CustomStringConvertible {
    /// Where it stands; empty for the description as a whole.
    var place: String
    /// What should stand there.
    var expected: String
    /// What does.
    var found: String

    /// The reason, in one line.
    var description: String {
        "\(place.isEmpty ? "the description" : place) must be \(expected), found \(found)"
    }
}
