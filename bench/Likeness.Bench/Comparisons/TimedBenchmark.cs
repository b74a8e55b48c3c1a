namespace Likeness.Bench.Comparisons;

/// <summary>Our side of a comparison on a given number of workers.</summary>
internal abstract class TimedBenchmark : IDisposable
{
    /// <summary>The measures.</summary>
    public abstract IReadOnlyList<Measure> Measures { get; }

    /// <summary>Runs everything once and returns the resulting values, which must be finite.</summary>
    public abstract IReadOnlyList<float> RunOnce();

    /// <inheritdoc/>
    public abstract void Dispose();
}
