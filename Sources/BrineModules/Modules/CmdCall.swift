internal import BrineCore
internal import Glibc
internal import MessagePack

/// A call of a function that runs a command: from its arguments to the command.
///
/// A parameter that the function does not have counts as not given.
struct CmdCall: Sendable {
    let arguments: BoundArguments
    let context: CallContext

    /// The command that the parameter `cmd` gives.
    ///
    /// It runs in a shell or not, or as `python_shell` says for nil.
    func command(inShell: Bool? = nil) throws -> ShellCommand {
        let inShell = inShell ?? given("python_shell").boolValue
        switch try arguments.value("cmd") {
        case .string(let text):
            guard inShell ?? true else { return try command(words: words(of: text)) }
            return try command(text: text)
        case .array(let elements):
            // A list says by itself that the words are split already.
            guard inShell != true else { throw wrong("cmd", "a text where a shell is to run it", .array(elements)) }
            let words = try elements.map { try word($0, of: "cmd", "a list of texts and numbers") }
            guard !words.isEmpty else { throw noProgram("an empty list") }
            return try command(words: words)
        case let other:
            throw wrong("cmd", "a text or a list", other)
        }
    }

    /// A command line for the shell that the call names.
    func command(text: String) throws -> ShellCommand {
        try completed(ShellCommand(text: text, shell: arguments.string("shell")))
    }

    /// A program with its arguments, without a shell.
    func command(words: [String]) throws -> ShellCommand {
        try completed(ShellCommand(words: words))
    }

    /// Who is to run it; the minion's own user for nil.
    var account: CommandAccount? {
        get throws {
            let user = try text("runas")
            let group = try text("group")
            return user == nil && group == nil ? nil : try CommandAccount.find(user: user, group: group)
        }
    }

    private func completed(_ command: ShellCommand) throws -> ShellCommand {
        var command = command
        command.directory = try text("cwd")
        command.input = try text("stdin")
        command.environment.changes = try environment
        command.environment.isClean = given("clean_env").boolValue ?? false
        command.account = try account
        if let account = command.account, try text("runas") != nil { command.environment.add(account.variables) }
        command.fileMask = try fileMask
        if given("timeout") != .null { command.timeLimit = try arguments.seconds("timeout") }
        command.policy.limit = context.outputLimit
        command.policy.folder = context.places.outputFolder
        command.policy.name = context.jid.description
        return command
    }

    private func words(of text: String) throws(ArgumentError) -> [String] {
        do {
            let words = try ShellWords.split(text)
            guard !words.isEmpty else { throw noProgram("no word") }
            return words
        } catch let error as ShellWords.SplitError {
            throw .wrongValue(parameter: "cmd", expected: "words as a shell reads them", found: error.description)
        } catch {
            throw noProgram("no word")
        }
    }

    private func noProgram(_ found: String) -> ArgumentError {
        .wrongValue(parameter: "cmd", expected: "a program to run", found: found)
    }
}

extension CmdCall {
    /// The value of a parameter; `null` where the function has none of that name.
    func given(_ name: String) -> Value {
        (try? arguments.value(name)) ?? .null
    }

    private func text(_ name: String) throws(ArgumentError) -> String? {
        given(name) == .null ? nil : try arguments.string(name)
    }

    /// The texts of a parameter that takes a list, or a text with commas between them, as Salt does; none for `null`.
    func texts(_ name: String) throws(ArgumentError) -> [String] {
        switch given(name) {
        case .null: return []
        case .string(let text):
            return text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingSpaces }
        case .array(let elements):
            var texts: [String] = []
            for element in elements { texts.append(try word(element, of: name, "a list of texts and numbers")) }
            return texts
        case let other: return [try word(other, of: name, "a text, a number or a list")]
        }
    }

    private func word(_ value: Value, of name: String, _ expected: String) throws(ArgumentError) -> String {
        switch value {
        case .string(let text): text
        case .int, .uint, .double: value.argumentText
        default: throw wrong(name, expected, value)
        }
    }

    private func wrong(_ name: String, _ expected: String, _ found: Value) -> ArgumentError {
        .wrongValue(parameter: name, expected: expected, found: found.foundText)
    }

    private var fileMask: mode_t? {
        get throws(ArgumentError) {
            guard given("umask") != .null else { return nil }
            let expected = "octal digits from 1 to 777, as in 022"
            let digits = try word(given("umask"), of: "umask", expected)
            guard digits.utf8.allSatisfy({ (0x30...0x37).contains($0) }), let mask = mode_t(digits, radix: 8),
                (1...0o777).contains(mask)
            else { throw wrong("umask", expected, given("umask")) }
            return mask
        }
    }

    /// The variables of `env`: a map, or a list of maps as Salt's states have it.
    private var environment: [String: String?] {
        get throws(ArgumentError) {
            var variables: [String: String?] = [:]
            for map in try environmentMaps {
                for entry in map.entries {
                    guard let name = entry.key.stringValue, !name.isEmpty else { throw wrongVariable(entry.key) }
                    let text =
                        entry.value == .null
                        ? nil : try word(entry.value, of: "env", "a map of names to texts, numbers or null")
                    variables.updateValue(text, forKey: name)
                }
            }
            return variables
        }
    }

    private var environmentMaps: [ValueMap] {
        get throws(ArgumentError) {
            switch given("env") {
            case .null: return []
            case .map(let map): return [map]
            case .array(let elements):
                var maps: [ValueMap] = []
                for element in elements {
                    guard let map = element.mapValue else { throw wrongVariable(element) }
                    maps.append(map)
                }
                return maps
            case let other: throw wrongVariable(other)
            }
        }
    }

    private func wrongVariable(_ found: Value) -> ArgumentError {
        wrong("env", "a map of names to texts, numbers or null", found)
    }
}
