import BrineCore
import Testing

@Suite struct `Key states` {
    @Test func `are named as the folders of Salt's pki_dir`() {
        let names = Dictionary(uniqueKeysWithValues: KeyState.allCases.map { ($0, $0.rawValue) })
        #expect(
            names == [
                .accepted: "minions", .denied: "minions_denied", .unaccepted: "minions_pre",
                .rejected: "minions_rejected",
            ]
        )
    }
}
