using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>
/// The speed of the machine during comparisons: a fixed multiply-add loop and a fixed copy, timed next to each measurement. It
/// shows how much of the processor other guests of the host use.
/// </summary>
/// <param name="pool">The worker pool.</param>
internal sealed class Surroundings(WorkerPool pool)
{
    // Larger than the L2 caches.
    private const long Bytes = 16 << 20;
    private double maxFlops;
    private double maxBytes;

    /// <summary>Times both loops now, for the measurement that was just taken.</summary>
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

    /// <summary>The medians of some timings, relative to the best of all.</summary>
    public string Fractions(IReadOnlyCollection<MachineSpeed> taken) =>
        taken.Count == 0
            ? "–"
            : $"{Median.Middle(taken.Select(one => one.Flops)) / maxFlops:0 %}, "
                + $"{Median.Middle(taken.Select(one => one.Bytes)) / maxBytes:0 %}";
}
