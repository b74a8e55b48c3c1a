using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>
/// How much of itself the machine gave while races were run: a fixed loop of multiply-adds and a fixed copy, timed beside each number. Where
/// other guests share the processor, a race can be no better than this.
/// </summary>
/// <param name="pool">The cores.</param>
internal sealed class Surroundings(WorkerPool pool)
{
    // More than the cores' own caches hold.
    private const long Bytes = 16 << 20;
    private double maxFlops;
    private double maxBytes;

    /// <summary>Times both loops as they run now, for the numbers just taken.</summary>
    public void NoteBeside(params IEnumerable<ComparisonResult> results)
    {
        MachineSpeed now = MachineSpeed.Measure(Isa.Current, pool, Bytes, asItIs: true);
        maxFlops = Math.Max(maxFlops, now.Flops);
        maxBytes = Math.Max(maxBytes, now.Bytes);
        foreach (ComparisonResult result in results)
        {
            result.Note(now);
        }
    }

    /// <summary>The middle of some of these, as shares of the best of all.</summary>
    public string Share(IReadOnlyCollection<MachineSpeed> taken) =>
        taken.Count == 0
            ? "–"
            : $"{Median.Middle(taken.Select(one => one.Flops)) / maxFlops:0 %}, "
                + $"{Median.Middle(taken.Select(one => one.Bytes)) / maxBytes:0 %}";
}
