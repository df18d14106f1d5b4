public import MessagePack

/// What a job runs: one function in the usual case, or several, one after the other.
///
/// Never empty.
public struct Calls: Sendable, Hashable, CustomStringConvertible {
    /// How many functions one job runs at the most.
    public static let most = 100

    /// The calls, in the order in which they run; one at least.
    public let all: [FunctionCall]

    /// The call of one function.
    public init(_ function: FunctionName, _ arguments: CallArguments = CallArguments()) {
        all = [FunctionCall(function, arguments)]
    }

    /// Calls in their order, or nil where there are none or more than ``most``.
    public init?(_ calls: [FunctionCall]) {
        guard (1...Self.most).contains(calls.count) else { return nil }
        all = calls
    }

    /// The calls of functions by their arguments in Salt's form, as ``argumentValue`` has them; nil where the two do not fit.
    public init?(_ functions: [FunctionName], argumentValue: Value) {
        guard let elements = argumentValue.arrayValue else { return nil }
        if functions.count == 1 {
            self.init(functions[0], CallArguments(saltForm: elements))
            return
        }
        let lists = elements.compactMap(\.arrayValue)
        guard lists.count == elements.count, lists.count == functions.count else { return nil }
        self.init(zip(functions, lists).map { FunctionCall($0, CallArguments(saltForm: $1)) })
    }

    /// Whether it is the kept call of a runner function, which is one.
    public var isRunnerCall: Bool { all[0].function.isRunnerCall }

    /// Whether there is more than one.
    public var areSeveral: Bool { all.count > 1 }

    /// The functions as they are written: `test.ping`, or `test.ping,cmd.run`.
    public var description: String {
        all.map(\.function.description).joined(separator: ",")
    }

    /// The functions as Salt carries and shows them: the name of one, a list of the names of several.
    public var functionValue: Value {
        areSeveral ? .array(all.map { .string($0.function.description) }) : .string(description)
    }

    /// The arguments as Salt carries and shows them: the list of one function, a list of the lists of several.
    public var argumentValue: Value {
        let lists = all.map { Value.array($0.arguments.saltForm) }
        return areSeveral ? .array(lists) : lists[0]
    }

    /// The same functions, given nothing.
    public var withoutArguments: Calls {
        Calls(bare: all.map { FunctionCall($0.function) })
    }

    /// Whether a glob fits one of the functions, or all of them as they are written.
    public func fit(_ glob: Glob) -> Bool {
        all.contains { glob.matches($0.function.description) } || (areSeveral && glob.matches(description))
    }

    private init(bare calls: [FunctionCall]) {
        all = calls
    }
}
