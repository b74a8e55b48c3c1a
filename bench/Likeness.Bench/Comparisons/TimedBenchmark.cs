namespace Likeness.Bench.Comparisons;

/// <summary>Our side of a race, on a number of workers; to be disposed of.</summary>
internal abstract class TimedBenchmark : IDisposable
{
    /// <summary>What is measured.</summary>
    public abstract IReadOnlyList<Measure> Measures { get; }

    /// <summary>Does everything once and answers the numbers that come of it, which must be finite.</summary>
    public abstract IReadOnlyList<float> RunOnce();

    /// <inheritdoc/>
    public abstract void Dispose();
}
