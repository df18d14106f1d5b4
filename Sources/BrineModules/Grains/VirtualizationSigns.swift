/// What on a machine tells whether it is a container, a virtual machine or neither.
struct VirtualizationSigns: Sendable, Hashable {
    /// What the firmware says; inside a container, the host's.
    var firmware = Firmware()
    /// Whether the processor says that it runs under a hypervisor.
    var hasHypervisorFlag = false
    /// The clocks that the kernel could use, as in `kvm-clock tsc`.
    var clocks = ""
    /// As in `xen`; empty where the kernel names none.
    var hypervisor = ""
    /// What a Xen guest may do, with `control_d` in the one that rules the others.
    var xenCapabilities = ""
    /// What the first process was told that it runs in (the variable `container`), as in `lxc`; empty where nothing.
    var container = ""
    /// The control groups of the first process, a line each.
    var controlGroups = ""
    /// Whether Docker's mark is there.
    var hasDockerFile = false
    /// Whether Podman's mark is there.
    var hasContainerFile = false

    /// Those of this machine; what this user may not read is as if it were not there.
    static func ofThisMachine(_ firmware: Firmware, processorInfo: String) -> VirtualizationSigns {
        let environment = SmallFile.text(at: "/proc/1/environ") ?? ""
        let clocks = "/sys/devices/system/clocksource/clocksource0/available_clocksource"
        return VirtualizationSigns(
            firmware: firmware,
            hasHypervisorFlag: Hardware.processorFlags(inProcessorInfo: processorInfo).contains("hypervisor"),
            clocks: SmallFile.line(at: clocks) ?? "",
            hypervisor: SmallFile.line(at: "/sys/hypervisor/type") ?? "",
            xenCapabilities: SmallFile.line(at: "/proc/xen/capabilities") ?? "",
            container: container(inEnvironment: environment) ?? SmallFile.line(at: "/run/systemd/container") ?? "",
            controlGroups: SmallFile.text(at: "/proc/1/cgroup") ?? "",
            hasDockerFile: SmallFile.exists("/.dockerenv"),
            hasContainerFile: SmallFile.exists("/run/.containerenv")
        )
    }

    /// The value of the variable `container` in the text of an `environ` file, where a NUL ends each entry.
    static func container(inEnvironment text: String) -> String? {
        let mark = "container="
        let entry = text.utf8.split(separator: 0).lazy.map { Substring($0) }.first { $0.hasPrefix(mark) }
        return entry.map { String($0.dropFirst(mark.count)) }
    }
}
