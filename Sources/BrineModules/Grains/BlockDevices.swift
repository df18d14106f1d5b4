internal import Glibc
internal import MessagePack

/// The machine's disks.
struct BlockDevices: Sendable, Hashable {
    /// A device as `/sys/block` shows it.
    struct Device: Sendable, Hashable {
        /// As in `sda`.
        var name: String
        /// Where its entry leads, as in `../devices/virtual/block/loop0`.
        var target: String
        /// `1` where it has turning platters, `0` where it has none.
        var rotational: String?
    }

    /// All devices, in order.
    var devices: [Device]

    /// Those of this machine.
    static func ofThisMachine() -> BlockDevices {
        let folder = "/sys/block"
        return BlockDevices(
            devices: SmallFile.names(in: folder)
                .map { name in
                    Device(
                        name: name,
                        target: SmallFile.linkTarget(at: "\(folder)/\(name)") ?? "",
                        rotational: SmallFile.line(at: "\(folder)/\(name)/queue/rotational")
                    )
                }
        )
    }

    /// The grains that tell of them; what stands for no device of its own, as a loop, is in neither.
    func grains() -> ValueMap {
        ["disks": list { $0 == "1" }, "ssds": list { $0 == "0" }]
    }

    private func list(_ isWanted: (String) -> Bool) -> Value {
        let wanted = devices.filter { device in
            !device.target.contains("/devices/virtual/") && device.rotational.map(isWanted) ?? false
        }
        return .array(wanted.map { .string($0.name) })
    }
}
