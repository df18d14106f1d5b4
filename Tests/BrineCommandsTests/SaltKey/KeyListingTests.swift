import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Listings of keys` {
    @Test func `show every heading that is asked for, with its names`() throws {
        let inventory = KeyInventory([.accepted: [try minion("web1")], .unaccepted: [try minion("db1")]])
        let listing = KeyListing(inventory, KeyState.allCases)

        #expect(
            listing.text(color: false) == """
                Accepted Keys:
                web1
                Denied Keys:
                Unaccepted Keys:
                db1
                Rejected Keys:
                """
        )
        #expect(
            listing.value == [
                "minions_pre": ["db1"], "minions_rejected": [], "minions": ["web1"], "minions_denied": [],
            ]
        )
        #expect(KeyListing(inventory, [.rejected]).text(color: false) == "Rejected Keys:")
        #expect(KeyListing(inventory, [.rejected]).value == ["minions_rejected": []])
    }

    @Test func `show something of each key`() {
        let listing = KeyListing([
            .init(.local, rows: [("master.pub", "aa:bb")]), .init(.minions(.accepted), rows: [("web1", "cc:dd")]),
        ])

        #expect(
            listing.text(color: false) == """
                Local Keys:
                master.pub:  aa:bb
                Accepted Keys:
                web1:  cc:dd
                """
        )
        #expect(listing.value == ["minions": ["web1": "cc:dd"], "local": ["master.pub": "aa:bb"]])
    }

    @Test func `have a colour for each state`() {
        let listing = KeyListing([.init(.minions(.accepted), names: ["web1"]), .init(.minions(.rejected), names: [])])

        #expect(
            listing.text(color: true)
                == "\u{1b}[0;1;32mAccepted Keys:\u{1b}[0;0m\n\u{1b}[0;32mweb1\u{1b}[0;0m\n"
                + "\u{1b}[0;1;34mRejected Keys:\u{1b}[0;0m"
        )
    }
}
