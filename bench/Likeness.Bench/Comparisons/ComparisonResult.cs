using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>One measure over the rounds of a race.</summary>
internal sealed class ComparisonResult
{
    /// <summary>The headings of the rows that <see cref="Row"/> makes.</summary>
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
    /// <param name="measure">What is measured.</param>
    /// <param name="pool">The cores whose peak the speed is compared with.</param>
    public ComparisonResult(Measure measure, WorkerPool pool)
    {
        (Name, unit) = (measure.Name, measure.Unit);
        flops = measure.Graph.Flops * measure.RunsPerUnit;

        // Alone a core is never held up by its neighbour: the sum is what both could do.
        double one = MachineSpeed.Measure(Isa.Current, null, 0).Flops;
        peak = measure.IsOnOneCore
            ? one
            : Math.Max(one * pool.Workers, MachineSpeed.Measure(Isa.Current, pool, 0).Flops);
    }

    /// <summary>The measure's name.</summary>
    public string Name { get; }

    /// <summary>Our number of each round: the best of one worker and all.</summary>
    public List<double> Ours { get; } = [];

    /// <summary>The peer's number of each round; empty where it did not run.</summary>
    public List<double> Theirs { get; } = [];

    /// <summary>How many times as fast as the peer: the median of the rounds' ratios.</summary>
    public double Ratio =>
        Median.Middle(Ours.Zip(Theirs, (ours, theirs) => unit == Unit.Milliseconds ? theirs / ours : ours / theirs));

    /// <summary>Keeps a program's longest compile time, the first with the compiler's own code still cold, and its memory.</summary>
    public void Note(Compute.Compilation.CompiledGraph graph)
    {
        compileTime = graph.CompileTime > compileTime ? graph.CompileTime : compileTime;
        arenaBytes = graph.ArenaBytes;
    }

    /// <summary>Keeps what the machine gives beside a number.</summary>
    public void Note(MachineSpeed now) => beside.Add(now);

    /// <summary>The better of two numbers.</summary>
    public double Better(double a, double b) => unit == Unit.Milliseconds ? Math.Min(a, b) : Math.Max(a, b);

    /// <summary>A number with its unit.</summary>
    public string Text(double value) =>
        unit == Unit.PerSecond ? $"{value:N0} a second"
        : value < 10 ? $"{value:0.00} ms"
        : $"{value:0.0} ms";

    /// <summary>A line of a Markdown table.</summary>
    /// <param name="surroundings">What the machine gave at its best.</param>
    public string Row(Surroundings surroundings)
    {
        double middle = Median.Middle(Ours);
        double speed = flops / (unit == Unit.Milliseconds ? middle / 1e3 : 1 / middle);
        string baseline = Theirs.Count == 0 ? "– | –" : $"{Range(Theirs)} | {Ratio:0.0}×";
        return $"| {Name} | {Range(Ours)} | {baseline} | {speed / 1e9:0}, {speed / peak:0 %} | "
            + $"{compileTime.TotalMilliseconds:0} ms | {arenaBytes / 1e6:0.0} MB | {surroundings.Share(beside)} |";
    }

    private string Range(List<double> numbers)
    {
        (string low, string high) = (Text(numbers.Min()), Text(numbers.Max()));
        return low == high ? low : $"{low.Split(' ')[0]} … {high}";
    }
}
