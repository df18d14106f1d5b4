internal import BrineCore
internal import MessagePack

/// What a module tells of itself when it is called with `--describe`.
struct ModuleDescription: Sendable, Hashable {
    /// A function of the module.
    struct Function: Sendable, Hashable {
        var name: FunctionName
        var summary: String
        var details: String
        var parameters: [Parameter]
    }

    /// What the module is for; may be empty.
    let summary: String
    /// Its functions, in the order in which it names them.
    let functions: [Function]

    /// The description that a module's document is.
    ///
    /// Fields that are not known are passed over, and so are those that are null.
    ///
    /// - Throws: The first field that is wrong.
    init(_ document: Value, of module: String) throws(DescriptionError) {
        let root = DescribedValue(place: "", value: document)
        summary = try root.text("summary")
        guard let list = try root.part("functions") else {
            throw DescriptionError(place: "functions", expected: "a map", found: "nothing")
        }
        var functions: [Function] = []
        for entry in try list.map().entries {
            let key = entry.key.stringValue ?? ""
            guard let name = FunctionName("\(module).\(key)") else {
                throw DescriptionError(
                    place: "a name in functions",
                    expected: "made of letters, digits and underscores, 128 characters at most with the module's",
                    found: entry.key.foundText
                )
            }
            functions.append(
                try Self.function(name, DescribedValue(place: list.inner(key), value: entry.value))
            )
        }
        self.functions = functions
    }

    private static func function(
        _ name: FunctionName,
        _ described: DescribedValue
    ) throws(DescriptionError) -> Function {
        Function(
            name: name,
            summary: try described.text("summary"),
            details: try described.text("details"),
            parameters: try described.part("parameters").map(parameters) ?? anything
        )
    }

    /// The parameters of a function that does not tell them.
    private static let anything: [Parameter] = [
        .rest("args", "any arguments by place"), .restKeyword("kwargs", "any arguments by name"),
    ]

    private static func parameters(_ described: DescribedValue) throws(DescriptionError) -> [Parameter] {
        var parameters: [Parameter] = []
        for part in try described.list() {
            let parameter = try ParameterDescription(part).parameter
            if parameters.contains(where: { $0.name == parameter.name }) {
                throw part.wrongField("name", "a name that no other parameter has", parameter.name)
            }
            if parameter.kind != .single, parameters.contains(where: { $0.kind == parameter.kind }) {
                throw part.wrongField("kind", "one that no other parameter has", "another \(parameter.usage)")
            }
            if parameter.isRequired, let optional = parameters.last(where: { $0.defaultValue != nil }) {
                throw part.wrongField("default", "given, as \(optional.name) before it has one", "nothing")
            }
            parameters.append(parameter)
        }
        return parameters
    }
}

extension DescribedValue {
    /// The error that a field of this map is not as it should be.
    fileprivate func wrongField(_ key: String, _ expected: String, _ found: String) -> DescriptionError {
        DescriptionError(place: inner(key), expected: expected, found: found)
    }
}
