internal import BrineCore
internal import MessagePack

/// A parameter in a module's description.
struct ParameterDescription {
    /// The parameter that is described.
    let parameter: Parameter

    /// Reads one element of a function's `parameters`.
    ///
    /// - Throws: The first field that is wrong.
    init(_ described: DescribedValue) throws(DescriptionError) {
        let name = try Self.name(described)
        let summary = try described.text("summary")
        let shape = try Self.shape(described)
        let given = try described.map()["default"]
        switch try described.part("kind")?.text() {
        case nil:
            guard let given else {
                parameter = .required(name, shape, summary)
                return
            }
            guard given == .null || shape.accepts(given) else {
                throw DescribedValue(place: described.inner("default"), value: given).wrong(shape.expectation)
            }
            parameter = .optional(name, shape, default: given, summary)
        case "rest"?:
            try Self.checkPlain(described, shape, given)
            parameter = .rest(name, summary)
        case "rest_keyword"?:
            try Self.checkPlain(described, shape, given)
            parameter = .restKeyword(name, summary)
        case let kind?:
            throw DescribedValue(place: described.inner("kind"), value: .string(kind)).wrong("rest or rest_keyword")
        }
    }

    private static func name(_ described: DescribedValue) throws(DescriptionError) -> String {
        guard let part = try described.part("name") else {
            throw DescriptionError(place: described.inner("name"), expected: "a text", found: "nothing")
        }
        let name = try part.text()
        // What may stand after a function's dot, but for a digit at the start.
        guard FunctionName("m.\(name)") != nil, name.first?.isNumber == false else {
            throw part.wrong("made of letters, digits and underscores, with no digit at the start")
        }
        return name
    }

    private static let shapes: KeyValuePairs<String, ArgumentShape> = [
        "any": .any, "text": .text, "integer": .integer, "number": .number, "boolean": .boolean, "list": .list,
        "map": .map,
    ]

    private static func shape(_ described: DescribedValue) throws(DescriptionError) -> ArgumentShape {
        guard let part = try described.part("type") else { return .any }
        let text = try part.text()
        guard let shape = shapes.first(where: { $0.key == text })?.value else {
            throw part.wrong("one of \(shapes.map(\.key).joined(separator: ", "))")
        }
        return shape
    }

    /// Refuses what a parameter that takes the rest cannot have, since nothing would hold to it.
    private static func checkPlain(
        _ described: DescribedValue,
        _ shape: ArgumentShape,
        _ given: Value?
    ) throws(DescriptionError) {
        guard shape == .any else {
            throw DescriptionError(
                place: described.inner("type"),
                expected: "any, or left out, for what takes the rest",
                found: shape.expectation
            )
        }
        if let given {
            throw DescribedValue(place: described.inner("default"), value: given).wrong("left out")
        }
    }
}
