internal import Glibc

/// The variables that a command starts with.
struct CommandEnvironment: Sendable, Hashable {
    /// Whether it starts with none but those set here; otherwise with the caller's own.
    var isClean = false
    /// What is set; nil removes a variable.
    var changes: [String: String?] = [:]

    /// Sets variables that are not among the changes yet.
    mutating func add(_ variables: [String: String]) {
        for (name, value) in variables where changes[name] == nil { changes.updateValue(value, forKey: name) }
    }

    /// The value that the command finds, or nil where it finds none.
    func value(_ name: String) -> String? {
        if let change = changes[name] { return change }
        return isClean ? nil : getenv(name).map { String(cString: $0) }
    }

    /// All variables, as a process is given them.
    var variables: CStrings {
        let set = changes.compactMap { name, value in value.map { strdup("\(name)=\($0)") } }
        return CStrings(set + (isClean ? [] : inherited))
    }

    /// The caller's own variables that are not changed; their values may be any bytes.
    private var inherited: [UnsafeMutablePointer<CChar>?] {
        var copies: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let variable = next.pointee {
            let name = UnsafeBufferPointer(start: variable, count: strlen(variable)).prefix { $0 != 0x3D }
            if changes[String(decoding: name.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)] == nil {
                copies.append(strdup(variable))
            }
            next += 1
        }
        return copies
    }

    /// Refuses what the system would misread.
    func check() throws(ShellCommandError) {
        for (name, value) in changes {
            if name.utf8.contains(0) || value?.utf8.contains(0) == true { throw .nul(parameter: "env") }
            if name.isEmpty || name.utf8.contains(0x3D) { throw .variable(name) }
        }
    }
}
