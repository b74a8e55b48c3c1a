using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>A setting in which a baseline's script runs: its threads and environment variables.</summary>
/// <param name="Threads">The number of threads, passed to the script.</param>
/// <param name="Variables">The environment variables to set.</param>
/// <param name="KeepsEnvironment">Whether variables that affect numeric libraries are kept; otherwise they are removed first.</param>
internal sealed record BaselineSetting(
    int Threads,
    IReadOnlyDictionary<string, string> Variables,
    bool KeepsEnvironment = false
)
{
    private const string OpenBlasThreads = "OPENBLAS_NUM_THREADS";

    // For example, OPENBLAS_CORETYPE=Haswell limits OpenBLAS to half of this processor's vector width.
    private static readonly string[] Steering =
    [
        "OPENBLAS_",
        "GOTO_",
        "OMP_",
        "MKL_",
        "DNNL_",
        "ONEDNN_",
        "ATEN_",
        "KMP_",
    ];

    /// <summary>
    /// One thread and two, with OpenBLAS unrestricted or limited to one thread; unless the environment is kept, also with AVX-512
    /// for PyTorch's own loops.
    /// </summary>
    public static IReadOnlyList<BaselineSetting> All(bool keepEnvironment)
    {
        var settings =
            from threads in Enumerable.Range(1, 2)
            from variables in Each(keepEnvironment)
            select new BaselineSetting(threads, variables, keepEnvironment);
        return [.. settings];
    }

    /// <summary>One setting of <see cref="All"/>: OpenBLAS limited to one thread.</summary>
    public static BaselineSetting ForThreads(int threads) => new(threads, Variable(OpenBlasThreads, "1"));

    /// <summary>Applies the setting to an environment.</summary>
    public void Apply(IDictionary<string, string?> environment)
    {
        string[] dropped = KeepsEnvironment
            ? [OpenBlasThreads]
            :
            [
                .. environment.Keys.Where(name =>
                    Steering.Any(start => name.StartsWith(start, StringComparison.Ordinal))
                ),
            ];
        foreach (string name in dropped)
        {
            environment.Remove(name);
        }

        foreach ((string name, string value) in Variables)
        {
            environment[name] = value;
        }
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Each(bool keepEnvironment)
    {
        yield return new Dictionary<string, string>();
        yield return Variable(OpenBlasThreads, "1");
        if (!keepEnvironment && Isa.Best == InstructionSet.Avx512)
        {
            // PyTorch 1.13 does not select these on processors that it does not know.
            yield return Variable("ATEN_CPU_CAPABILITY", "avx512");
        }
    }

    private static Dictionary<string, string> Variable(string name, string value) => new() { [name] = value };
}
