import Testing

@testable import BrineMinion

@Suite struct `The code that a process lets go of` {
    private func mapping(_ line: String, anonymous: Int, swap: Int) -> String {
        "\(line)\nSize: 8 kB\nRss: 8 kB\nAnonymous: \(anonymous) kB\nSwap: \(swap) kB\nVmFlags: rd ex mr mw me\n"
    }

    private let code = "1000-3000 r-xp 00000000 fe:00 17 /usr/bin/salt-minion"

    @Test func `is that of a file, of which no page is the process's own`() {
        let text = mapping(code, anonymous: 0, swap: 0)
        #expect(CodePages.clean(text) == [CodePages.Mapping(start: 0x1000, length: 0x2000)])
    }

    @Test func `has no page that was changed, in memory or in the swap`() {
        #expect(CodePages.clean(mapping(code, anonymous: 4, swap: 0)) == [])
        #expect(CodePages.clean(mapping(code, anonymous: 0, swap: 4)) == [])
    }

    @Test(arguments: [
        "1000-3000 rw-p 00000000 fe:00 17 /usr/bin/salt-minion",
        "1000-3000 r--p 00000000 fe:00 17 /usr/bin/salt-minion",
        "1000-3000 rwxp 00000000 fe:00 17 /usr/bin/salt-minion", "1000-3000 r-xp 00000000 00:00 0 [vdso]",
        "1000-3000 r-xp 00000000 00:00 0", "3000-1000 r-xp 00000000 fe:00 17 /bin/x", "x-y r-xp 0 fe:00 17 /bin/x",
    ])
    func `is nothing else`(line: String) {
        #expect(CodePages.clean(mapping(line, anonymous: 0, swap: 0)) == [])
    }

    @Test func `goes on when it is needed again`() {
        for _ in 0..<3 { CodePages.letGo() }
        #expect(ProcFile.pids.contains(1))
    }
}
