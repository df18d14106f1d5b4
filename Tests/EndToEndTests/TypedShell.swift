import BrineTesting
import Glibc
import Testing

/// A shell on a terminal of its own, with the completion scripts that Deploy/completions writes.
struct TypedShell {
    /// The key that has the shell tell its line and begin a new one: ctrl-T, which neither terminal nor shell needs.
    private static let tell = "\u{14}"

    /// A folder for the shell's files, and what it works in.
    let folder: String

    /// Whether a shell is installed.
    static func has(_ name: String) -> Bool { access("/usr/bin/\(name)", X_OK) == 0 }

    /// Why a shell's test is skipped.
    static func missing(_ name: String) -> Comment { "\(name) is not installed: Deploy/setup --tests installs it" }

    /// Has the scripts written.
    init(in folder: String) async throws {
        self.folder = folder
        let result = try await CommandRun.run(
            "\(Self.root)/Deploy/completions",
            ["\(folder)/share"],
            environment: ["BRINE_BIN": BuiltCommands.folder]
        )
        guard result.status == 0 else { throw TypingFailed(result.error) }
        try TestFile.write("", to: "\(folder)/work/note.txt")
        try TestFile.write("", to: "\(folder)/work/subfolder/file")
    }

    /// The project's folder.
    static let root = String(#filePath.split(separator: "/Tests/EndToEndTests/", maxSplits: 1)[0])

    /// What bash makes of beginnings of lines when the tabulator key is pressed behind each.
    func bash(_ lines: [String]) async throws -> [String] {
        let commands = """
            PS1='$ '
            bind 'set enable-bracketed-paste off'
            tell() { printf '\\n<%s>\\n' "$READLINE_LINE"; READLINE_LINE=; READLINE_POINT=0; }
            bind -x '"\\C-t":tell'
            for file in \(folder)/share/bash-completion/completions/*; do source "$file"; done
            """
        try TestFile.write("\(commands)\n", to: "\(folder)/bashrc")
        return try await type(lines, into: "bash --noprofile --rcfile \(folder)/bashrc -i")
    }

    /// What zsh makes of beginnings of lines when the tabulator key is pressed behind each.
    func zsh(_ lines: [String]) async throws -> [String] {
        let commands = """
            PS1='$ '
            fpath=(\(folder)/share/zsh/site-functions $fpath)
            autoload -Uz compinit; compinit -u -D
            tell() { print -r -- $'\\n'"<$BUFFER>"; BUFFER=; }
            zle -N tell; bindkey '^T' tell
            """
        try TestFile.write("\(commands)\n", to: "\(folder)/.zshrc")
        return try await type(lines, into: "zsh -d -i")
    }

    /// What fish offers for the end of a line, without the descriptions.
    func fish(_ line: String) async throws -> [String] {
        let sources = "for file in \(folder)/share/fish/vendor_completions.d/*; source $file; end"
        let result = try await run("/usr/bin/fish -N -c '\(sources); complete -C \"$LINE\"'", ["LINE": line])
        guard result.status == 0, result.error.isEmpty else { throw TypingFailed(result.error) }
        return result.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    private func type(_ lines: [String], into shell: String) async throws -> [String] {
        let keys = lines.map { "\($0)\t\(Self.tell)" }.joined()
        try TestFile.write("\(keys)exit\n", to: "\(folder)/keys")
        let result = try await run("script -qec '\(shell)' /dev/null <\(folder)/keys", ["ZDOTDIR": folder])
        let told = result.output.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("<") && $0.hasSuffix(">") }
        guard told.count == lines.count else { throw TypingFailed(result.output) }
        return told.map { String($0.dropFirst().dropLast()) }
    }

    private func run(_ line: String, _ environment: [String: String]) async throws -> CommandRun {
        let path = "PATH=\(BuiltCommands.folder):/usr/bin:/bin HOME=\(folder) TERM=vt100"
        return try await CommandRun.run(
            "/bin/sh",
            ["-c", "cd \(folder)/work && export \(path) && exec \(line)"],
            environment: environment
        )
    }
}

/// A shell did not do what it was told.
struct TypingFailed: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
