using System.CommandLine;
using System.CommandLine.Invocation;
using Likeness.Bench.Adaptation;
using Likeness.Bench.Comparisons;
using Likeness.Bench.ImageTable;
using Likeness.Bench.Kernels;
using Likeness.Bench.MixedTables;
using Likeness.Bench.Modes;
using Likeness.Bench.Toys;
using Likeness.Bench.Verdicts;

namespace Likeness.Bench;

/// <summary>All commands of the bench. A new one is a new file and one line here.</summary>
internal static class BenchCommands
{
    /// <summary>All commands; the comparisons come first.</summary>
    public static IReadOnlyList<BenchCommand> All { get; } =
    [
        .. BenchmarkComparisons.Verbs,
        PeakMemory.Verb,
        StartTime.Verb,
        BudgetBench.Verb,
        TrainingOverhead.Verb,
        CompileTimes.Verb,
        NormBench.Verb,
        BatchSizes.Verb,
        KernelBenchmarks.Verb,
        MmdBench.Verb,
        EvaluateBench.Verb,
        MixedTableBench.Verb,
        BoostedTreesBench.Verb,
        TableReadingBench.Verb,
        DensityBench.Verb,
        VerdictBench.Verb,
        PiGeneratorProtocol.Verb,
        ToyFlows.Verb,
        ModesBench.Verb,
        ImageModesBench.Verb,
        VanillaVaeBench.Verb,
        ImageTableBench.Verb,
        AdaptationBench.Verb,
    ];

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">A command and its options; empty for the list of commands.</param>
    /// <returns>The exit code: 2 after a one-sentence error message if the command line or its environment is wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var root = new RootCommand("Measures Likeness, mostly next to a baseline such as PyTorch in the same run.");
        foreach (BenchCommand verb in All)
        {
            root.Add(verb);
        }

        ParseResult given = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (given.Action is ParseErrorAction)
        {
            Console.Error.WriteLine(
                given.UnmatchedTokens is [var unknown, ..]
                    ? $"'{unknown}' is not a command of the bench (--help lists them)"
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
            Console.Error.WriteLine(error is LikenessException known ? known.CommandLineMessage : error.Message);
            return 2;
        }
    }
}
