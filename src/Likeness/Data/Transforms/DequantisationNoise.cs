using Likeness.Compute.Cpu;

namespace Likeness.Data.Transforms;

/// <summary>
/// Uniform noise for dequantisation, one number for each row and column: a function of these, seed and stream alone,
/// independent of order, batch or thread. One thread may use it at a time.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">Each stream is different noise, such as one per epoch.</param>
public sealed class DequantisationNoise(ulong seed, ulong stream)
{
    /// <summary>The number for no noise: the middle of the interval.</summary>
    public const double BinCentre = 0.5;

    // The column takes the low 24 bits, the row the rest.
    private const int ColumnBits = 24;

    private readonly PhiloxRandom generator = new(seed, stream);

    /// <summary>u in [0, 1) for one row of the table and one of its columns.</summary>
    internal double Uniform(int row, int column)
    {
        generator.Counter = ((ulong)row << ColumnBits) | (uint)column;
        return generator.NextDouble();
    }
}
