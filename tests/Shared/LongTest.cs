using System.Runtime.CompilerServices;

namespace Likeness.Testing;

/// <summary>Tests of the category Long take longer than two seconds and run only if LIKENESS_LONG_TESTS is set.</summary>
internal static class LongTest
{
    /// <summary>The environment variable that enables them.</summary>
    public const string Variable = "LIKENESS_LONG_TESTS";

    /// <summary>Whether it is set. A test over many samples or seeds takes fewer if it is not.</summary>
    public static bool IsEnabled { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    // Without the variable, a test over all models takes one in so many.
    private const int Part = 8;

    /// <summary>All cases if the variable is set; else every eighth, other ones in each file, so that a short run tries each model somewhere.</summary>
    /// <param name="all">The cases; at least one.</param>
    /// <param name="file">The calling file.</param>
    public static IEnumerable<T> Some<T>(IEnumerable<T> all, [CallerFilePath] string file = "")
    {
        T[] cases = [.. all];
        int first = Path.GetFileName(file).Sum(letter => letter) % Math.Min(Part, cases.Length);
        return IsEnabled ? cases : cases.Where((_, index) => index % Part == first);
    }

    /// <summary>Skips about seven of eight cases, with a printed reason, if the variable is not set.</summary>
    /// <param name="name">The name of the case, which decides.</param>
    public static void RequireUnlessChosen(string name) =>
        Skip.IfNot(
            IsEnabled || name.Sum(letter => letter) % Part == 0,
            $"a short run takes some cases (set {Variable}=1 to run all)"
        );

    /// <summary>Skips the calling test, with a printed reason, if the variable is not set.</summary>
    public static void Require() =>
        Skip.IfNot(IsEnabled, $"this takes longer than two seconds (set {Variable}=1 to run it)");
}
