/// What a packet is: its second byte, after the version.
///
/// A number is given once and never again. `docs/protocol.md` has a line for each.
package enum MessageKind: UInt8, Sendable, Hashable, CaseIterable {
    // Publish socket: the master to minions.
    case command = 1
    case acknowledgement = 2
    case welcome = 3

    // Return socket: minions to the master.
    case receipt = 16
    case jobReturn = 17
    case heartbeat = 18
    case event = 19
    case grains = 20

    // Enrolment socket.
    case enrolmentRequest = 32
    case enrolmentAnswer = 33

    // Control sockets: the commands and the master.
    case publishRequest = 48
    case publishAnswer = 49
    case watchRequest = 50
    case jobStanding = 51
    case jobNews = 52
    case runRequest = 53
    case runAnswer = 54
    case failure = 55
    case eventRequest = 56
    case eventNews = 57
    case previewRequest = 58
    case previewAnswer = 59
    case progressRequest = 60
    case jobProgress = 61
    case newestJobsRequest = 62
    case newestJobsAnswer = 63
}
