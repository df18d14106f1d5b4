import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The grains of the Linux Standard Base` {
    private let system = OSRelease("NAME=\"Debian GNU/Linux\"\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n")

    @Test func `come from its file`() {
        let file = OSRelease(
            "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\nDISTRIB_DESCRIPTION=\"Ubuntu 22.04 LTS\"\n"
        )
        #expect(
            StandardBaseRelease(file, or: system).grains() == [
                "lsb_distrib_id": "Ubuntu", "lsb_distrib_release": "22.04", "lsb_distrib_codename": "jammy",
                "lsb_distrib_description": "Ubuntu 22.04 LTS",
            ]
        )
    }

    @Test func `come from os-release where there is no such file, or one that names nothing`() {
        let expected: ValueMap = [
            "lsb_distrib_id": "Debian GNU/Linux", "lsb_distrib_release": "12", "lsb_distrib_codename": "bookworm",
        ]
        #expect(StandardBaseRelease(nil, or: system).grains() == expected)
        #expect(StandardBaseRelease(OSRelease("LSB_VERSION=1.4\n"), or: system).grains() == expected)
        let alpine = OSRelease("NAME=\"Alpine Linux\"\nPRETTY_NAME=\"Alpine Linux v3.19\"\n")
        #expect(StandardBaseRelease(nil, or: alpine).grains()["lsb_distrib_codename"] == "Alpine Linux v3.19")
    }

    @Test func `are not there without either`() {
        #expect(StandardBaseRelease(nil, or: nil).grains() == [:])
        #expect(StandardBaseRelease(OSRelease(""), or: OSRelease("")).grains() == [:])
    }
}
