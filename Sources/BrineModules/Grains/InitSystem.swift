internal import MessagePack

/// What runs as the machine's first process and starts its services.
struct InitSystem: Sendable, Hashable {
    /// As in `systemd`, `openrc-init`, `tini`; `unknown` for a process that is none of the known.
    var name: String
    /// The version of the systemd that is installed, as in `252`; nil where there is none.
    var systemdVersion: String?

    /// That of this machine, whose processor the kernel names so; Debian's folders of libraries have that name too.
    static func ofThisMachine(architecture: String) -> InitSystem {
        var system = InitSystem(
            hasSystemd: SmallFile.exists("/run/systemd/system"),
            firstProcess: SmallFile.line(at: "/proc/1/comm")
        )
        let folders = ["/usr/lib/systemd", "/usr/lib64/systemd", "/usr/lib/\(architecture)-linux-gnu/systemd"]
        system.systemdVersion = folders.lazy.compactMap { version(inNames: SmallFile.names(in: $0)) }.first
        return system
    }

    /// What it is where systemd has, or has not, made its folder, by the name of the first process.
    init(hasSystemd: Bool, firstProcess: String?) {
        let known = ["busybox", "dumb-init", "openrc-init", "runit", "s6-svscan", "supervisord", "tini", "upstart"]
        if hasSystemd {
            name = "systemd"
        } else if let firstProcess, known.contains(firstProcess) {
            name = firstProcess
        } else {
            name = firstProcess == "docker-init" ? "tini" : "unknown"
        }
    }

    /// The version that is part of the name of systemd's own library, as in `libsystemd-shared-255.4-1.so`.
    ///
    /// Asking `systemctl` would start a program.
    static func version(inNames names: [String]) -> String? {
        let mark = "libsystemd-shared-"
        return names.lazy.filter { $0.hasPrefix(mark) }
            .map { $0.dropFirst(mark.count).prefix { $0.isASCII && $0.isNumber } }.first { !$0.isEmpty }
            .map { String($0) }
    }

    /// The grains that tell of it.
    func grains() -> ValueMap {
        var grains: ValueMap = ["init": .string(name)]
        grains["systemd"] = systemdVersion.map { ["version": .string($0)] }
        return grains
    }
}
