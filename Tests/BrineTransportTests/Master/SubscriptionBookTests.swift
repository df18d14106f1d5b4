import BrineCore
import Testing

@testable import BrineTransport

@Suite struct `Refused requests for topics` {
    private func topic(_ number: Int) throws -> MinionNumber { try #require(MinionNumber(number)) }

    @Test func `each takes one end of its topic with it`() throws {
        var book = SubscriptionBook()
        let (one, two) = (try topic(1), try topic(2))
        #expect(book.isEndOfGranted(one) == true)
        book.refused(one)
        book.refused(one)
        #expect(book.isEndOfGranted(two) == true)
        #expect(book.isEndOfGranted(one) == false)
        #expect(book.isEndOfGranted(one) == false)
        #expect(book.isEndOfGranted(one) == true)
    }

    @Test func `are kept count of up to a limit`() throws {
        var book = SubscriptionBook()
        for number in 1...SubscriptionBook.limit { book.refused(try topic(number)) }
        let beyond = try topic(SubscriptionBook.limit + 1)
        book.refused(beyond)
        #expect(book.isEndOfGranted(beyond) == true)
        book.refused(try topic(1))
        #expect(book.isEndOfGranted(try topic(1)) == false)
        #expect(book.isEndOfGranted(try topic(1)) == false)
        book.refused(beyond)
        #expect(book.isEndOfGranted(beyond) == false)
    }
}
