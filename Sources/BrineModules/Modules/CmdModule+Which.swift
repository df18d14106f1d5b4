internal import BrineCore
internal import MessagePack

extension CmdModule {
    static let which = function(
        "cmd.which",
        "Answers the path of an executable, or None where PATH has none of that name.",
        parameters: [.required("cmd", .text, "the executable's name, or a path")]
    ) { call in
        FunctionResult(path(of: try call.arguments.string("cmd")))
    }

    static let whichBin = function(
        "cmd.which_bin",
        "Answers the path of the first of some executables that is there, or None.",
        parameters: [.required("cmds", .list, "the executables' names")]
    ) { call in
        let names = try call.texts("cmds")
        return FunctionResult(names.lazy.map { path(of: $0) }.first { $0 != .null } ?? .null)
    }

    static let hasExec = function(
        "cmd.has_exec",
        "Answers whether there is an executable of a name.",
        parameters: [.required("cmd", .text, "the executable's name, or a path")]
    ) { call in
        FunctionResult(.bool(path(of: try call.arguments.string("cmd")) != .null))
    }

    static let shells = function(
        "cmd.shells",
        "Answers the shells that /etc/shells names.",
        parameters: []
    ) { _ in
        FunctionResult(.array(paths(in: SmallFile.text(at: "/etc/shells") ?? "").map { .string($0) }))
    }

    /// The paths that a list of shells holds: a line each, where it is no comment.
    static func paths(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(\.trimmingSpaces).filter { $0.hasPrefix("/") }
    }

    private static func path(of name: String) -> Value {
        ExecutablePath.find(name).map { .string($0) } ?? .null
    }
}

extension StringProtocol {
    /// The text without white space around it.
    var trimmingSpaces: String {
        let start = drop(while: \.isWhitespace)
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}
