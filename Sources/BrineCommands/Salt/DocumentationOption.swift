import ArgumentParser
import BrineCore
import MessagePack

/// `-d`: what functions do and how they are called, in place of calling one.
struct DocumentationOption: ParsableArguments {
    @Flag(
        name: [.customShort("d"), .customLong("doc"), .customLong("documentation")],
        help:
            "Print what the function does and how it is called; all functions without one, those of a module by its name."
    )
    var isAsked = false

    /// The function that answers it.
    static let function = FunctionName(module: "sys", function: "doc")

    /// The call that answers it.
    ///
    /// - Parameters:
    ///   - function: What stands where a function is named: one, a module or a glob, or `sys.doc` itself; nil for all.
    ///   - arguments: Further such words.
    /// - Returns: `sys.doc` with those words.
    func call(_ function: String?, _ arguments: [String]) -> Calls {
        let names = [function].compactMap(\.self) + arguments
        let asked = names.first == Self.function.description ? Array(names.dropFirst()) : names
        return Calls(Self.function, CallArguments(asked.map { .string($0) }))
    }
}
