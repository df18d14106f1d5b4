import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The grains of firmware and disks` {
    @Test func `the firmware's have Salt's names, and the UUID is in small letters`() {
        let firmware = Firmware(
            manufacturer: "Dell Inc.",
            product: "PowerEdge R640",
            serialNumber: "ABC",
            uuid: "4C4C4544-0042",
            board: "0RGP26",
            biosVendor: "Dell Inc.",
            biosVersion: "2.10.2",
            biosDate: "02/24/2021"
        )
        #expect(
            firmware.grains() == [
                "manufacturer": "Dell Inc.", "productname": "PowerEdge R640", "serialnumber": "ABC",
                "uuid": "4c4c4544-0042", "boardname": "0RGP26", "biosvendor": "Dell Inc.", "biosversion": "2.10.2",
                "biosreleasedate": "02/24/2021",
            ]
        )
    }

    @Test func `what may not be read is left out`() {
        #expect(Firmware(product: "X").grains() == ["productname": "X"])
        #expect(Firmware().grains() == [:])
    }

    @Test func `disks turn, and what stands for no device of its own is neither`() {
        let devices = BlockDevices(devices: [
            .init(name: "loop0", target: "../devices/virtual/block/loop0", rotational: "1"),
            .init(name: "nvme0n1", target: "../devices/pci0000:00/nvme/nvme0/nvme0n1", rotational: "0"),
            .init(name: "sda", target: "../devices/pci0000:00/ata1/block/sda", rotational: "1"),
            .init(name: "sr0", target: "../devices/pci0000:00/ata2/block/sr0", rotational: nil),
            .init(name: "sdb", target: "../devices/pci0000:00/ata1/block/sdb", rotational: "x"),
        ])
        #expect(devices.grains() == ["disks": ["sda"], "ssds": ["nvme0n1"]])
        #expect(BlockDevices(devices: []).grains() == ["disks": [], "ssds": []])
    }

    @Test func `this machine's entries lead somewhere`() {
        for device in BlockDevices.ofThisMachine().devices {
            #expect(device.target.hasSuffix("/\(device.name)"))
        }
    }
}
