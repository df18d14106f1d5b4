import BrineCore
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The grains of an operating system` {
    private func grains(_ file: String, _ architecture: String = "x86_64") -> ValueMap {
        OperatingSystem(OSRelease(file)).grains(kernelArchitecture: architecture)
    }

    @Test func `of Debian`() {
        let file = """
            PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
            NAME="Debian GNU/Linux"
            VERSION_ID="12"
            VERSION="12 (bookworm)"
            VERSION_CODENAME=bookworm
            ID=debian
            """
        #expect(
            grains(file) == [
                "os": "Debian", "os_family": "Debian", "osfullname": "Debian GNU/Linux", "osarch": "amd64",
                "osrelease": "12", "osrelease_info": [12], "osfinger": "Debian-12", "osmajorrelease": 12,
                "oscodename": "bookworm",
            ]
        )
        #expect(grains(file, "aarch64")["osarch"] == "arm64")
        #expect(grains(file, "riscv64")["osarch"] == "riscv64")
    }

    @Test func `of Ubuntu`() {
        let file = """
            NAME="Ubuntu"
            VERSION_ID="22.04"
            VERSION="22.04.4 LTS (Jammy Jellyfish)"
            VERSION_CODENAME=jammy
            ID=ubuntu
            ID_LIKE=debian
            """
        #expect(
            grains(file) == [
                "os": "Ubuntu", "os_family": "Debian", "osfullname": "Ubuntu", "osarch": "amd64",
                "osrelease": "22.04", "osrelease_info": [22, 4], "osfinger": "Ubuntu-22.04", "osmajorrelease": 22,
                "oscodename": "jammy",
            ]
        )
    }

    @Test func `of Alpine, which has no code name`() {
        let file = "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.19.1\nPRETTY_NAME=\"Alpine Linux v3.19\"\n"
        #expect(
            grains(file) == [
                "os": "Alpine", "os_family": "Alpine", "osfullname": "Alpine Linux", "osarch": "x86_64",
                "osrelease": "3.19.1", "osrelease_info": [3, 19, 1], "osfinger": "Alpine Linux-3",
                "osmajorrelease": 3,
            ]
        )
    }

    @Test func `of Rocky, whose code name stands in brackets`() {
        let file = """
            NAME="Rocky Linux"
            VERSION="9.3 (Blue Onyx)"
            ID="rocky"
            ID_LIKE="rhel centos fedora"
            VERSION_ID="9.3"
            """
        #expect(
            grains(file) == [
                "os": "Rocky", "os_family": "RedHat", "osfullname": "Rocky Linux", "osarch": "x86_64",
                "osrelease": "9.3", "osrelease_info": [9, 3], "osfinger": "Rocky Linux-9", "osmajorrelease": 9,
                "oscodename": "Blue Onyx",
            ]
        )
    }

    @Test func `of Arch, which has no version`() {
        let file = "NAME=\"Arch Linux\"\nPRETTY_NAME=\"Arch Linux\"\nID=arch\nBUILD_ID=rolling\n"
        #expect(
            grains(file) == [
                "os": "Arch", "os_family": "Arch", "osfullname": "Arch Linux", "osarch": "x86_64",
                "osrelease": "rolling", "osrelease_info": ["rolling"], "osfinger": "Arch Linux-rolling",
            ]
        )
    }

    @Test func `of one that nobody knows, by what it is like`() {
        let like = grains("NAME='Foo Bar OS'\nID=foo\nID_LIKE=\"bar ubuntu\"\n")
        #expect(like["os"] == "Foo")
        #expect(like["os_family"] == "Debian")
        let alone = grains("NAME=Foo\nID=foo\n")
        #expect(alone["os_family"] == "Foo")
    }

    @Test func `the parts of a version are numbers where they are such`() {
        func parts(_ version: String) -> Value? { grains("ID=x\nVERSION_ID=\(version)\n")["osrelease_info"] }
        #expect(parts("15-SP4") == ["15-SP4"])
        #expect(parts("7.x.99999999999999999999") == [7, "x", "99999999999999999999"])
        #expect(parts("1..2") == [1, "", 2])
    }

    @Test(arguments: ["", "\n\n", "=", "no equals sign", "ID=", "# ID=debian", "\0\u{FFFD}"])
    func `of a damaged file`(file: String) {
        #expect(
            grains(file) == ["os": "Linux", "os_family": "Linux", "osfullname": "Linux", "osarch": "x86_64"]
        )
    }

    @Test func `quotes and backslashes are read as a shell would`() {
        let file = OSRelease("A=\"x \\\"y\\\" \\$z\"\nB='single'\nC=\"\nD=plain \nE=\\\\\n")
        #expect(file["A"] == "x \"y\" $z")
        #expect(file["B"] == "single")
        #expect(file["C"] == "\"")
        #expect(file["D"] == "plain")
        #expect(file["E"] == "\\")
    }
}
