internal import Glibc
internal import MessagePack

/// What a process knows of itself.
enum ProcessGrains {
    /// The grains of this process.
    static func ofThisProcess() -> ValueMap {
        var grains: ValueMap = [
            "pid": .int(Int64(getpid())), "uid": .int(Int64(geteuid())), "gid": .int(Int64(getegid())),
            "shell": .string(variable("SHELL") ?? "/bin/sh"),
        ]
        grains["path"] = variable("PATH").map { .string($0) }
        grains["username"] = AccountNames.ofUser(geteuid()).map { .string($0) }
        grains["groupname"] = AccountNames.ofGroup(getegid()).map { .string($0) }
        grains["cwd"] = workingFolder().map { .string($0) }
        return grains
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// Where the process works, or nil where that folder is gone.
    private static func workingFolder() -> String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }
}
