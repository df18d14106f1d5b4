import BrineCore
import Testing

@testable import BrineCommands

@Suite struct `Plans for keys` {
    private let web1: MinionID
    private let web2: MinionID
    private let db1: MinionID

    init() throws {
        web1 = try minion("web1")
        web2 = try minion("web2")
        db1 = try minion("db1")
    }

    @Test func `accept the unaccepted keys that match`() {
        let inventory = KeyInventory([.unaccepted: [web2, db1, web1], .rejected: [web1], .accepted: [db1]])
        let plan = KeyPlan(.accept, KeyPattern("web*"), from: [.unaccepted], in: inventory)

        #expect(plan.steps == [.init(id: web1, state: .unaccepted), .init(id: web2, state: .unaccepted)])
        #expect(plan.replaced.isEmpty)
        #expect(plan.ambiguities.isEmpty)
        #expect(
            plan.preview(color: false) == """
                The following keys are going to be accepted:
                Unaccepted Keys:
                web1
                web2
                """
        )
        #expect(plan.steps.first.map(plan.report) == "Key for minion web1 accepted.")
    }

    @Test func `leave denied and rejected keys alone unless they are included`() {
        let inventory = KeyInventory([.accepted: [web1], .denied: [web1], .rejected: [web2]])

        #expect(KeyPlan(.accept, .everything, from: [.unaccepted], in: inventory).isEmpty)
        let rejected = KeyPlan(.accept, .everything, from: [.unaccepted, .rejected], in: inventory)
        #expect(rejected.steps == [.init(id: web2, state: .rejected)])
        #expect(rejected.replaced.isEmpty)
    }

    @Test func `say whose accepted key a denied one replaces`() {
        let inventory = KeyInventory([.accepted: [web1], .denied: [web1, web2]])
        let plan = KeyPlan(.accept, .everything, from: [.unaccepted, .denied], in: inventory)

        #expect(plan.steps == [.init(id: web1, state: .denied), .init(id: web2, state: .denied)])
        #expect(plan.replaced == [web1])
        #expect(
            plan.preview(color: false) == """
                The following keys are going to be accepted:
                Denied Keys:
                web1
                web2
                The accepted key of minion web1 is going to be replaced.
                """
        )
    }

    @Test func `do not choose among several keys of one minion, and do the others`() {
        let inventory = KeyInventory([.unaccepted: [web1, web2], .denied: [web1], .rejected: [web1]])
        let plan = KeyPlan(.accept, .everything, from: [.unaccepted, .denied, .rejected], in: inventory)

        #expect(plan.steps == [.init(id: web2, state: .unaccepted)])
        #expect(plan.ambiguities.map(\.id) == [web1])
        #expect(
            plan.ambiguities.first?.description == """
                expected one key of minion web1 to accept, found 3 (denied, rejected, unaccepted); they are left as \
                they are. Compare them with 'salt-key -f web1' and include one state at a time
                """
        )
        let single = KeyPlan(.accept, .everything, from: [.unaccepted], in: inventory)
        #expect(single.steps.map(\.id) == [web1, web2])
        #expect(single.ambiguities.isEmpty)
    }

    @Test func `are not empty where all is ambiguous`() {
        let inventory = KeyInventory([.unaccepted: [web1], .denied: [web1]])
        let plan = KeyPlan(.accept, .everything, from: [.unaccepted, .denied], in: inventory)

        #expect(plan.steps.isEmpty)
        #expect(!plan.isEmpty)
    }

    @Test func `reject every key of an id, the accepted one last so that it is kept`() {
        let inventory = KeyInventory([.accepted: [web1], .denied: [web1], .unaccepted: [db1], .rejected: [web2]])
        let plan = KeyPlan(.reject, .everything, from: [.unaccepted, .denied, .accepted], in: inventory)

        #expect(
            plan.steps == [
                .init(id: web1, state: .denied), .init(id: db1, state: .unaccepted), .init(id: web1, state: .accepted),
            ]
        )
        #expect(plan.replaced.isEmpty)
        #expect(plan.ambiguities.isEmpty)
    }

    @Test func `delete in every state, shown under its heading`() {
        let inventory = KeyInventory([.accepted: [web1], .denied: [web1], .unaccepted: [db1], .rejected: [web2]])
        let plan = KeyPlan(.delete, KeyPattern("web*"), from: KeyVerb.delete.sources(including: []), in: inventory)

        #expect(
            plan.preview(color: false) == """
                The following keys are going to be deleted:
                Accepted Keys:
                web1
                Denied Keys:
                web1
                Rejected Keys:
                web2
                """
        )
    }

    @Test func `say what nothing matches, as Salt does`() {
        func text(_ verb: KeyVerb, _ included: Set<KeyState>) -> String {
            KeyPlan.nothingMatches(verb, KeyPattern("x"), from: verb.sources(including: included))
        }

        #expect(text(.accept, []) == "The key glob 'x' does not match any unaccepted keys.")
        #expect(text(.accept, [.denied]) == "The key glob 'x' does not match any unaccepted or denied keys.")
        #expect(
            text(.accept, Set(KeyState.allCases))
                == "The key glob 'x' does not match any unaccepted, rejected or denied keys."
        )
        #expect(text(.reject, [.accepted]) == "The key glob 'x' does not match any unaccepted or accepted keys.")
        #expect(text(.delete, []) == "The key glob 'x' does not match any unaccepted keys.")
    }
}
