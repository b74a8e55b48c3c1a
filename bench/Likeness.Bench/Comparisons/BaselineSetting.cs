using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>A way to run a peer's script: its threads, and what its libraries find in the environment.</summary>
/// <param name="Threads">Given to the script.</param>
/// <param name="Variables">Environment variables that are set.</param>
/// <param name="KeepsEnvironment">Whether variables that steer numeric libraries stay as they are, or are taken away first.</param>
internal sealed record BaselineSetting(
    int Threads,
    IReadOnlyDictionary<string, string> Variables,
    bool KeepsEnvironment = false
)
{
    private const string OpenBlasThreads = "OPENBLAS_NUM_THREADS";

    // Such as OPENBLAS_CORETYPE=Haswell, which holds OpenBLAS to half of this processor's vectors.
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

    /// <summary>One thread and two, OpenBLAS left alone and held to one; unless the environment is kept, PyTorch's own loops with AVX-512 as well.</summary>
    public static IReadOnlyList<BaselineSetting> All(bool keepEnvironment)
    {
        var settings =
            from threads in Enumerable.Range(1, 2)
            from variables in Each(keepEnvironment)
            select new BaselineSetting(threads, variables, keepEnvironment);
        return [.. settings];
    }

    /// <summary>One setting of <see cref="All"/>: with OpenBLAS held to one thread.</summary>
    public static BaselineSetting ForThreads(int threads) => new(threads, Variable(OpenBlasThreads, "1"));

    /// <summary>Makes an environment this setting's.</summary>
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
            // PyTorch 1.13 does not choose these by itself on processors that it does not know.
            yield return Variable("ATEN_CPU_CAPABILITY", "avx512");
        }
    }

    private static Dictionary<string, string> Variable(string name, string value) => new() { [name] = value };
}
