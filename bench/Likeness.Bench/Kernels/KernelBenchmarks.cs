using System.CommandLine;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.Kernels;

/// <summary>Every <see cref="KernelCase"/> at 64 samples, on every instruction set that is here, one core.</summary>
public class KernelBenchmarks
{
    private const int Batch = 64;
    private const int LongestName = 60;
    private KernelWork work = null!;

    /// <summary>The verb: hands its arguments to BenchmarkDotNet.</summary>
    internal static BenchCommand Verb { get; } =
        new(
            "kernels",
            "Kernels one by one, by BenchmarkDotNet, which gets what follows: --filter '*' --job short …",
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

    /// <summary>Which case.</summary>
    [ParamsSource(nameof(Names))]
    public string Kernel { get; set; } = string.Empty;

    /// <summary>Which instructions.</summary>
    [ParamsSource(nameof(Sets))]
    public InstructionSet Instructions { get; set; }

    /// <summary>Compiles the case.</summary>
    [GlobalSetup]
    public void Setup() => work = new KernelWork(KernelCase.All.Single(one => one.Name == Kernel), Batch, Instructions);

    /// <summary>Does it once.</summary>
    [Benchmark]
    public void Run() => work.Run();

    /// <summary>Frees its memory.</summary>
    [GlobalCleanup]
    public void Cleanup() => work.Dispose();

    private static int HandOver(ParseResult given)
    {
        // In this process: building one for each benchmark takes minutes on a small machine.
        string[] words = ["--inProcess", .. given.UnmatchedTokens.Where(word => word != "--inProcess")];
        IConfig config = DefaultConfig.Instance.WithSummaryStyle(
            SummaryStyle.Default.WithMaxParameterColumnWidth(LongestName)
        );
        BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly).Run(words, config);
        return 0;
    }
}
