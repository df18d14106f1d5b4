internal import MessagePack

/// What the firmware says of the machine: who made it and what it is called.
struct Firmware: Sendable, Hashable {
    /// As in `QEMU`, `Dell Inc.`; nil where it is not told, as all the others.
    var manufacturer: String?
    /// As in `Standard PC (Q35 + ICH9, 2009)`, `PowerEdge R640`.
    var product: String?
    /// The machine's serial number, which only root may read.
    var serialNumber: String?
    /// The machine's UUID, which only root may read.
    var uuid: String?
    /// The board's name.
    var board: String?
    /// Who made the BIOS.
    var biosVendor: String?
    /// The BIOS's version.
    var biosVersion: String?
    /// The day of the BIOS's release, as its maker writes it.
    var biosDate: String?

    /// This machine's, as far as the kernel shows it to this user.
    static func ofThisMachine() -> Firmware {
        func line(_ name: String) -> String? { SmallFile.line(at: "/sys/class/dmi/id/\(name)") }
        return Firmware(
            manufacturer: line("sys_vendor"),
            product: line("product_name"),
            serialNumber: line("product_serial"),
            uuid: line("product_uuid"),
            board: line("board_name"),
            biosVendor: line("bios_vendor"),
            biosVersion: line("bios_version"),
            biosDate: line("bios_date")
        )
    }

    /// The grains that tell of it.
    func grains() -> ValueMap {
        let grains = [
            ("manufacturer", manufacturer), ("productname", product), ("serialnumber", serialNumber),
            ("uuid", uuid?.lowercased()), ("boardname", board), ("biosvendor", biosVendor),
            ("biosversion", biosVersion), ("biosreleasedate", biosDate),
        ]
        return ValueMap(grains.compactMap { name, text in text.map { (.string(name), .string($0)) } })
    }
}
