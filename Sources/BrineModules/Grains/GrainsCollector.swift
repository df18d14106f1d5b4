public import BrineCore
internal import Glibc
public import MessagePack

/// Finds out the grains: what a minion knows of its machine.
public enum GrainsCollector {
    /// The machine's grains, read from its own files and calls in a few milliseconds.
    ///
    /// What cannot be read is left out.
    ///
    /// - Parameters:
    ///   - id: The minion's id.
    ///   - master: The master the minion belongs to; empty for none.
    ///   - file: Grains from the grains file, which replace those of the same name that were found.
    ///   - extra: Grains from the configuration, which replace those of the same name, found or from the file.
    /// - Returns: The grains by name.
    public static func collect(
        id: MinionID,
        master: String,
        file: ValueMap = [:],
        extra: ValueMap = [:]
    ) -> ValueMap {
        var grains: ValueMap = ["id": .string(id.description), "master": .string(master)]
        let parts = [
            system(), hardware(), NetworkInterfaces.ofThisMachine().grains(), BlockDevices.ofThisMachine().grains(),
            ProcessGrains.ofThisProcess(), locale(), versions, file, extra,
        ]
        for part in parts {
            grains.set(part)
        }
        return grains
    }

    /// What the system says of itself: its kernel, its distribution, its name.
    package static func system() -> ValueMap {
        var names = utsname()
        guard uname(&names) == 0 else { return [:] }
        let machine = text(of: names.machine)
        var grains = HostName(full: text(of: names.nodename)).grains()
        grains.set([
            "kernel": .string(text(of: names.sysname)),
            "kernelrelease": .string(text(of: names.release)),
            "kernelversion": .string(text(of: names.version)),
            "cpuarch": .string(machine),
        ])
        let file = OSRelease.ofThisMachine()
        if let file {
            grains.set(OperatingSystem(file).grains(kernelArchitecture: machine))
        }
        let standardBase = SmallFile.text(at: "/etc/lsb-release").map { OSRelease($0) }
        grains.set(StandardBaseRelease(standardBase, or: file).grains())
        grains.set(InitSystem.ofThisMachine(architecture: machine).grains())
        let identifier =
            SmallFile.line(at: "/etc/machine-id") ?? SmallFile.line(at: "/var/lib/dbus/machine-id")
        grains["machine_id"] = identifier.map { .string($0) }
        return grains
    }

    private static func hardware() -> ValueMap {
        let processorInfo = SmallFile.text(at: "/proc/cpuinfo", limit: Hardware.processorInfoLimit) ?? ""
        let firmware = Firmware.ofThisMachine()
        var grains = Hardware.grains(processorInfo: processorInfo)
        grains.set(firmware.grains())
        let signs = VirtualizationSigns.ofThisMachine(firmware, processorInfo: processorInfo)
        grains.set(Virtualization(signs).grains())
        return grains
    }

    private static func locale() -> ValueMap {
        LocaleInfo(
            environment: { name in getenv(name).map { String(cString: $0) } },
            zone: LocalTime(.now())?.zone
        )
        .grains()
    }

    private static let versions: ValueMap = [
        "saltversion": .string(brineVersion), "brineversion": .string(brineVersion),
        "saltversioninfo": .array(brineVersion.split(separator: ".").compactMap { Int64($0) }.map { .int($0) }),
    ]

    /// The text in one of the arrays of characters that `uname` fills, up to its NUL.
    private static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension ValueMap {
    /// Sets all entries of another map.
    fileprivate mutating func set(_ other: ValueMap) {
        for entry in other.entries {
            self[entry.key] = entry.value
        }
    }
}
