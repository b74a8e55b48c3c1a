using System.CommandLine;

namespace Likeness.Bench.Comparisons;

/// <summary>The options of every comparison.</summary>
/// <param name="Rounds">The number of rounds; both sides run once per round.</param>
/// <param name="Seconds">The time limit of each measurement of each side in a round.</param>
/// <param name="Explain">Whether to list the steps of our graphs first.</param>
/// <param name="Python">The baseline's interpreter; null to run without a baseline.</param>
/// <param name="Only">Selects the parts whose name contains this; all if empty.</param>
/// <param name="IsSmall">Whether to use tiny shapes, to check that everything runs.</param>
/// <param name="KeepsEnvironment">Whether the baseline keeps environment variables that affect its libraries.</param>
internal sealed record ComparisonOptions(
    int Rounds = 3,
    double Seconds = 2,
    bool Explain = false,
    string? Python = PyTorchBaseline.DefaultPython,
    string Only = "",
    bool IsSmall = false,
    bool KeepsEnvironment = false
)
{
    private const string NoBaseline = "none";

    private static readonly Option<int> RoundCount = BenchOption.Count(
        "--rounds",
        "the number of rounds, in each of which both sides run",
        3
    );

    private static readonly Option<double> TimeLimit = BenchOption.Seconds(
        "of each measurement of each side in a round",
        2
    );

    private static readonly Option<bool> Listing = BenchOption.Switch("--explain", "print a profile of our side");

    private static readonly Option<string> Interpreter = BenchOption.Text(
        "--python",
        $"the Python interpreter of the baseline, or '{NoBaseline}' for our side alone",
        "PATH",
        PyTorchBaseline.DefaultPython
    );

    private static readonly Option<string> Part = BenchOption.Text(
        "--only",
        "parts whose name contains this",
        "TEXT",
        ""
    );

    private static readonly Option<bool> Small = BenchOption.Switch(
        "--small",
        "tiny shapes, to check that everything runs"
    );

    private static readonly Option<bool> Keep = BenchOption.Switch(
        "--keep-environment",
        "keep environment variables such as OPENBLAS_CORETYPE, which are otherwise removed"
    );

    /// <summary>All options.</summary>
    public static IReadOnlyList<Symbol> All { get; } = [RoundCount, TimeLimit, Listing, Interpreter, Part, Small, Keep];

    /// <summary>Whether a part is selected.</summary>
    public bool Takes(ComparisonPart part) => part.Name.Contains(Only, StringComparison.Ordinal);

    /// <summary>Parses the options.</summary>
    public static ComparisonOptions Read(ParseResult given)
    {
        string python = given.GetValue(Interpreter)!;
        return new ComparisonOptions(
            given.GetValue(RoundCount),
            given.GetValue(TimeLimit),
            given.GetValue(Listing),
            python == NoBaseline ? null : python,
            given.GetValue(Part)!,
            given.GetValue(Small),
            given.GetValue(Keep)
        );
    }
}
