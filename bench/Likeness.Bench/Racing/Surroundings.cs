using Likeness.Compute.Cpu;

namespace Likeness.Bench.Racing;

/// <summary>
/// How much of itself the machine gave while races were run: a fixed loop of multiply-adds and a fixed copy, timed beside each number. Where
/// other guests share the processor, a race can be no better than this.
/// </summary>
/// <param name="pool">The cores.</param>
internal sealed class Surroundings(WorkerPool pool)
{
    // More than the cores' own caches hold.
    private const long Bytes = 16 << 20;
    private double mostFlops;
    private double mostBytes;

    /// <summary>Times both loops as they run now, for the numbers just taken.</summary>
    public void NoteBeside(params IEnumerable<RaceResult> results)
    {
        MachineSpeed now = MachineSpeed.Measure(Isa.Current, pool, Bytes, asItIs: true);
        mostFlops = Math.Max(mostFlops, now.Flops);
        mostBytes = Math.Max(mostBytes, now.Bytes);
        foreach (RaceResult result in results)
        {
            result.Note(now);
        }
    }

    /// <summary>The middle of some of these, as shares of the best of all.</summary>
    public string Share(IReadOnlyCollection<MachineSpeed> taken) =>
        taken.Count == 0
            ? "–"
            : $"{Median.Middle(taken.Select(one => one.Flops)) / mostFlops:0 %}, "
                + $"{Median.Middle(taken.Select(one => one.Bytes)) / mostBytes:0 %}";
}
