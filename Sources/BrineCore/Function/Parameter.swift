public import MessagePack

/// One parameter of a function: what its name, kind and default are, and what it is for.
public struct Parameter: Sendable, Hashable {
    /// How arguments reach the parameter.
    public enum Kind: Sendable, Hashable {
        /// One argument, by place or by name.
        case single
        /// All further arguments by place (`*args`).
        case variadicPositional
        /// All further arguments by name (`**kwargs`).
        case variadicKeyword
    }

    /// The name, which is also its keyword.
    public let name: String
    /// How arguments reach it.
    public let kind: Kind
    /// The values it takes.
    public let shape: ArgumentShape
    /// What it is where the call leaves it out; nil where the call must give it.
    public let defaultValue: Value?
    /// What it is for, in a few words.
    public let documentation: String

    /// A parameter that each call must give.
    public static func required(_ name: String, _ shape: ArgumentShape, _ documentation: String) -> Parameter {
        Parameter(name: name, kind: .single, shape: shape, defaultValue: nil, documentation: documentation)
    }

    /// A parameter with a default; where that is `null`, a call may also give `null`.
    public static func optional(
        _ name: String,
        _ shape: ArgumentShape,
        default defaultValue: Value = .null,
        _ documentation: String
    ) -> Parameter {
        Parameter(name: name, kind: .single, shape: shape, defaultValue: defaultValue, documentation: documentation)
    }

    /// The parameter that takes all further arguments by place.
    public static func rest(_ name: String, _ documentation: String) -> Parameter {
        Parameter(
            name: name,
            kind: .variadicPositional,
            shape: .any,
            defaultValue: nil,
            documentation: documentation
        )
    }

    /// The parameter that takes all further arguments by name.
    public static func restKeyword(_ name: String, _ documentation: String) -> Parameter {
        Parameter(name: name, kind: .variadicKeyword, shape: .any, defaultValue: nil, documentation: documentation)
    }

    /// Whether a call must give it.
    public var isRequired: Bool {
        kind == .single && defaultValue == nil
    }

    /// How it stands in a usage line: `cmd`, `cwd=None`, `*args` or `**kwargs`.
    public var usage: String {
        switch kind {
        case .variadicPositional: "*\(name)"
        case .variadicKeyword: "**\(name)"
        case .single: defaultValue.map { "\(name)=\($0.argumentText)" } ?? name
        }
    }

    /// Whether it takes a value.
    func accepts(_ value: Value) -> Bool {
        (value == .null && defaultValue == .null) || shape.accepts(value)
    }
}
