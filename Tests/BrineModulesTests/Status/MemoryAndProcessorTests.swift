import MessagePack
import Testing

@testable import BrineModules

@Suite struct `Memory and processors` {
    @Test func `sizes of memory have a value, a text as in Salt, and a unit where there is one`() {
        let text = "MemTotal:       24683520 kB\nHugePages_Total:       0\nActive(anon):     12 kB\n"
        #expect(
            MemoryInfo.map(text) == [
                "MemTotal": ["value": "24683520", "unit": "kB"], "HugePages_Total": ["value": "0"],
                "Active(anon)": ["value": "12", "unit": "kB"],
            ]
        )
    }

    @Test(arguments: ["", "MemTotal", "MemTotal:", ": 5 kB", "\n\n"])
    func `a line without a size is left out`(text: String) {
        #expect(MemoryInfo.map(text) == [:])
    }

    @Test func `what is said last of processors counts, and flags are a list`() {
        let text = """
            processor\t: 0
            model name\t: Some: CPU
            flags\t\t: fpu vme

            processor\t: 1
            model name\t: Some: CPU
            flags\t\t: fpu  sse
            power management:
            """
        #expect(
            ProcessorInfo.map(text) == [
                "processor": "1", "model name": "Some: CPU", "flags": ["fpu", "sse"], "power management": "",
            ]
        )
        #expect(ProcessorInfo.map("") == [:])
    }

    @Test func `the processors that a process may use stand in a mask`() {
        #expect(ProcessorInfo.allowed(inProcessStatus: "Name:\tx\nCpus_allowed:\tff,ffffffff\n") == 40)
        #expect(ProcessorInfo.allowed(inProcessStatus: "Cpus_allowed:\t00000000,00000005\n") == 2)
        for text in ["", "Cpus_allowed:", "Cpus_allowed:\t0", "Cpus_allowed_list:\t0-3", "Cpus_allowed:\tz"] {
            #expect(ProcessorInfo.allowed(inProcessStatus: text) == nil, "\(text)")
        }
    }
}
