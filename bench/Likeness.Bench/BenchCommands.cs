using System.CommandLine;
using System.CommandLine.Invocation;
using Likeness.Bench.Comparisons;
using Likeness.Bench.Kernels;
using Likeness.Bench.Toys;
using Likeness.Bench.Verdicts;

namespace Likeness.Bench;

/// <summary>All that the bench can measure. The next bench is one new file and one line here.</summary>
internal static class BenchCommands
{
    /// <summary>Every verb: the races first.</summary>
    public static IReadOnlyList<BenchCommand> All { get; } =
    [
        .. BenchmarkComparisons.Verbs,
        PeakMemory.Verb,
        StartTime.Verb,
        CompileTimes.Verb,
        NormBench.Verb,
        BatchSizes.Verb,
        KernelBenchmarks.Verb,
        MmdBench.Verb,
        EvaluateBench.Verb,
        BoostedTreesBench.Verb,
        DensityBench.Verb,
        VerdictBench.Verb,
        PiGeneratorProtocol.Verb,
        ToyFlows.Verb,
        VanillaVaeBench.Verb,
    ];

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">A verb and its options; none for the list of verbs.</param>
    /// <returns>The exit code: 2 where the command line, or what it needs, is wrong, after one sentence that says so.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var root = new RootCommand("Measures Likeness, most of it beside a peer in the same run.");
        foreach (BenchCommand verb in All)
        {
            root.Add(verb);
        }

        ParseResult given = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (given.Action is ParseErrorAction)
        {
            Console.Error.WriteLine(
                given.UnmatchedTokens is [var unknown, ..]
                    ? $"'{unknown}' means nothing here (--help lists what does)"
                    : given.Errors[0].Message
            );
            return 2;
        }

        try
        {
            return given.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is LikenessException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine(error.Message);
            return 2;
        }
    }
}
