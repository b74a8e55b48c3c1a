using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>One measure over the rounds of a comparison.</summary>
internal sealed class ComparisonResult
{
    /// <summary>The header of the rows of <see cref="Row"/>.</summary>
    public const string Heading =
        "| | Likeness | PyTorch | median ratio | GFLOP/s here, of peak | compiled in | memory between | cores, memory then |\n"
        + "| --- | --- | --- | --- | --- | --- | --- | --- |";

    private readonly Unit unit;
    private readonly double flops;
    private readonly double peak;
    private readonly List<MachineSpeed> beside = [];
    private TimeSpan compileTime;
    private long arenaBytes;

    /// <summary>An empty result.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="pool">The worker pool whose peak the speed is compared with.</param>
    public ComparisonResult(Measure measure, WorkerPool pool)
    {
        (Name, unit) = (measure.Name, measure.Unit);
        flops = measure.Graph.Flops * measure.RunsPerUnit;

        // Measured alone, a core is not slowed by its neighbour, so the sum is the joint peak.
        double one = MachineSpeed.Measure(Isa.Current, null, 0).Flops;
        peak = measure.IsOnOneCore
            ? one
            : Math.Max(one * pool.Workers, MachineSpeed.Measure(Isa.Current, pool, 0).Flops);
    }

    /// <summary>The name of the measure.</summary>
    public string Name { get; }

    /// <summary>Our value in each round: the better of one worker and all.</summary>
    public List<double> Ours { get; } = [];

    /// <summary>The baseline's value in each round; empty if it did not run.</summary>
    public List<double> Theirs { get; } = [];

    /// <summary>The speedup over the baseline: the median of the rounds' ratios.</summary>
    public double Ratio =>
        Median.Middle(Ours.Zip(Theirs, (ours, theirs) => unit == Unit.Milliseconds ? theirs / ours : ours / theirs));

    /// <summary>Records the longest compile time of a graph (the first includes the JIT's) and its memory.</summary>
    public void Note(Compute.Compilation.CompiledGraph graph)
    {
        compileTime = graph.CompileTime > compileTime ? graph.CompileTime : compileTime;
        arenaBytes = graph.ArenaBytes;
    }

    /// <summary>Records the machine's speed next to a measurement.</summary>
    public void Note(MachineSpeed now) => beside.Add(now);

    /// <summary>The better of two values.</summary>
    public double Better(double a, double b) => unit == Unit.Milliseconds ? Math.Min(a, b) : Math.Max(a, b);

    /// <summary>A value with its unit.</summary>
    public string Text(double value) =>
        unit == Unit.PerSecond ? $"{value:N0} per second"
        : value < 10 ? $"{value:0.00} ms"
        : $"{value:0.0} ms";

    /// <summary>A row of a Markdown table.</summary>
    /// <param name="surroundings">The machine's best speed.</param>
    public string Row(Surroundings surroundings)
    {
        double middle = Median.Middle(Ours);
        double speed = flops / (unit == Unit.Milliseconds ? middle / 1e3 : 1 / middle);
        string baseline = Theirs.Count == 0 ? "– | –" : $"{Range(Theirs)} | {Ratio:0.0}×";
        return $"| {Name} | {Range(Ours)} | {baseline} | {speed / 1e9:0}, {speed / peak:0 %} | "
            + $"{compileTime.TotalMilliseconds:0} ms | {arenaBytes / 1e6:0.0} MB | {surroundings.Fractions(beside)} |";
    }

    private string Range(List<double> numbers)
    {
        (string low, string high) = (Text(numbers.Min()), Text(numbers.Max()));
        return low == high ? low : $"{low.Split(' ')[0]} … {high}";
    }
}
