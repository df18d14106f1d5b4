import BrineCore
import Testing

@testable import BrineModules

@Suite struct `The grains of the hardware` {
    @Test func `sizes of memory are in whole MiB`() {
        let text = "MemTotal:       24683520 kB\nMemFree:        1 kB\nSwapTotal:             0 kB\n"
        #expect(Hardware.megabytes("MemTotal", inMemoryInfo: text) == 24_105)
        #expect(Hardware.megabytes("SwapTotal", inMemoryInfo: text) == 0)
        #expect(Hardware.megabytes("MemFree", inMemoryInfo: text) == 0)
    }

    @Test(arguments: ["", "MemTotal", "MemTotal:", "MemTotal: kB", "MemTotal: x kB", "MemTotal: 5", "MemTotalX: 5 kB"])
    func `a damaged list of sizes has none`(text: String) {
        #expect(Hardware.megabytes("MemTotal", inMemoryInfo: text) == nil)
    }

    @Test func `the processor's model is found on each architecture`() {
        let x86 = "processor\t: 0\nmodel\t\t: 106\nmodel name\t: Intel(R) Xeon(R)  CPU @ 2.60GHz\n"
        #expect(Hardware.processorModel(inProcessorInfo: x86) == "Intel(R) Xeon(R) CPU @ 2.60GHz")
        let arm = "processor\t: 0\nBogoMIPS\t: 108.00\n\nHardware\t: BCM2835\nModel\t\t: Raspberry Pi 4 Model B\n"
        #expect(Hardware.processorModel(inProcessorInfo: arm) == "Raspberry Pi 4 Model B")
        #expect(Hardware.processorModel(inProcessorInfo: "processor: 0\n") == nil)
    }

    @Test func `the processor's flags are a list, also under ARM's name`() {
        #expect(Hardware.processorFlags(inProcessorInfo: "flags\t\t: fpu  vme\n\nflags\t: other\n") == ["fpu", "vme"])
        #expect(Hardware.processorFlags(inProcessorInfo: "Features\t: swp half\n") == ["swp", "half"])
        #expect(Hardware.processorFlags(inProcessorInfo: "vmx flags\t: ept\nflags:\n").isEmpty)
    }
}
