internal import MessagePack

/// What runs as the machine's first process and starts its services.
struct InitSystem: Sendable, Hashable {
    /// As in `systemd`, `openrc-init`, `tini`; `unknown` for a process that is none of the known.
    var name: String

    /// This machine's.
    static func ofThisMachine() -> InitSystem {
        InitSystem(
            hasSystemd: SmallFile.exists("/run/systemd/system"),
            firstProcess: SmallFile.line(at: "/proc/1/comm")
        )
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

    /// The grain that tells it.
    func grains() -> ValueMap {
        ["init": .string(name)]
    }
}
