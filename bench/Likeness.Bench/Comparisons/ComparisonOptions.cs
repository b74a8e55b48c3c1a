using System.CommandLine;

namespace Likeness.Bench.Comparisons;

/// <summary>The options that every race has.</summary>
/// <param name="Rounds">How often both sides take their turn.</param>
/// <param name="Seconds">How long each number of each side may take in a round.</param>
/// <param name="Explain">Whether our programs' steps are listed first.</param>
/// <param name="Python">The peer's interpreter; null to run without a peer.</param>
/// <param name="Only">Parts whose name holds this; all if empty.</param>
/// <param name="IsSmall">Whether tiny shapes will do, to see that all runs.</param>
/// <param name="KeepsEnvironment">Whether the peer keeps variables that steer its libraries.</param>
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
        "how often both sides take their turn",
        3
    );

    private static readonly Option<double> TimeLimit = BenchOption.Seconds("of each number of each side in a round", 2);

    private static readonly Option<bool> Listing = BenchOption.Switch("--explain", "list where the time of ours goes");

    private static readonly Option<string> Interpreter = BenchOption.Text(
        "--python",
        $"the interpreter that has the peer, or '{NoBaseline}' for our side alone",
        "PATH",
        PyTorchBaseline.DefaultPython
    );

    private static readonly Option<string> Part = BenchOption.Text("--only", "parts whose name holds this", "TEXT", "");

    private static readonly Option<bool> Small = BenchOption.Switch("--small", "tiny shapes, to see that all runs");

    private static readonly Option<bool> Keep = BenchOption.Switch(
        "--keep-environment",
        "leave the peer variables such as OPENBLAS_CORETYPE, which otherwise are taken away"
    );

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Symbol> All { get; } = [RoundCount, TimeLimit, Listing, Interpreter, Part, Small, Keep];

    /// <summary>Whether a part is asked for.</summary>
    public bool Takes(ComparisonPart part) => part.Name.Contains(Only, StringComparison.Ordinal);

    /// <summary>Reads them.</summary>
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
