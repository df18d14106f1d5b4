import BrineFailpoints
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips a test in a build that has no failpoints, and says so.
    static var whereFailpointsAreCompiledIn: Self {
        .enabled(if: Failpoint.isCompiledIn, "needs failpoints, which a debug build alone has")
    }
}
