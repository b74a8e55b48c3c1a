using Likeness.Testing;

namespace Likeness.Testing;

/// <summary>Tests of the category Long take longer than two seconds and run only if LIKENESS_LONG_TESTS is set.</summary>
internal static class LongTest
{
    /// <summary>The environment variable that enables them.</summary>
    public const string Variable = "LIKENESS_LONG_TESTS";

    /// <summary>Whether it is set. A test over many samples or seeds takes fewer if it is not.</summary>
    public static bool IsEnabled { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Skips the calling test, with a printed reason, if the variable is not set.</summary>
    public static void Require() =>
        Skip.IfNot(IsEnabled, $"this takes longer than two seconds (set {Variable}=1 to run it)");
}
