using System.CommandLine;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.Kernels;

/// <summary>Every <see cref="KernelCase"/> at 64 samples, on every supported instruction set, on one core.</summary>
public class KernelBenchmarks
{
    private const int Batch = 64;
    private const int LongestName = 60;
    private KernelWork work = null!;

    /// <summary>The command: passes its arguments to BenchmarkDotNet.</summary>
    internal static BenchCommand Verb { get; } =
        new(
            "kernels",
            "Single kernels, by BenchmarkDotNet, which receives the remaining arguments: --filter '*' --job short …",
            "--list flat",
            HandOver
        )
        {
            TreatUnmatchedTokensAsErrors = false,
        };

    /// <summary>The instruction sets.</summary>
    public static IEnumerable<InstructionSet> Sets => Enum.GetValues<InstructionSet>().Where(Isa.IsSupported);

    /// <summary>The cases' names.</summary>
    public static IEnumerable<string> Names => KernelCase.All.Select(one => one.Name);

    /// <summary>The case.</summary>
    [ParamsSource(nameof(Names))]
    public string Kernel { get; set; } = string.Empty;

    /// <summary>The instruction set.</summary>
    [ParamsSource(nameof(Sets))]
    public InstructionSet Instructions { get; set; }

    /// <summary>Compiles the case.</summary>
    [GlobalSetup]
    public void Setup() => work = new KernelWork(KernelCase.All.Single(one => one.Name == Kernel), Batch, Instructions);

    /// <summary>Runs it once.</summary>
    [Benchmark]
    public void Run() => work.Run();

    /// <summary>Frees its memory.</summary>
    [GlobalCleanup]
    public void Cleanup() => work.Dispose();

    private static int HandOver(ParseResult given)
    {
        // In-process: building an executable for each benchmark takes minutes on a small machine.
        string[] words = ["--inProcess", .. given.UnmatchedTokens.Where(word => word != "--inProcess")];
        IConfig config = DefaultConfig.Instance.WithSummaryStyle(
            SummaryStyle.Default.WithMaxParameterColumnWidth(LongestName)
        );
        BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly).Run(words, config);
        return 0;
    }
}
