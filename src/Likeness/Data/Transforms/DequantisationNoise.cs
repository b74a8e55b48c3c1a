using Likeness.Compute.Cpu;

namespace Likeness.Data.Transforms;

/// <summary>
/// Uniform numbers for dequantisation, one for each row and column: a function of these and of seed and stream alone, never
/// of order, batch or thread. One thread may use it at a time.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">Another stream is other noise, such as that of another epoch.</param>
public sealed class DequantisationNoise(ulong seed, ulong stream)
{
    /// <summary>The number that stands for no noise: the middle of the cell.</summary>
    public const double BinCentre = 0.5;

    // Room for 2²⁴ columns below the row.
    private const int ColumnBits = 24;

    private readonly PhiloxRandom generator = new(seed, stream);

    /// <summary>u in [0, 1) for one row of the table and one of its columns.</summary>
    internal double Uniform(int row, int column)
    {
        generator.Counter = ((ulong)row << ColumnBits) | (uint)column;
        return generator.NextDouble();
    }
}
