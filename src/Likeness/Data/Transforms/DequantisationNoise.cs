using Likeness.Compute.Cpu;

namespace Likeness.Data.Transforms;

/// <summary>
/// Uniform numbers for dequantisation, one for each row and column: a function of these and of seed and stream alone, never
/// of order, batch or thread.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Stream">Another stream is other noise, such as that of another epoch.</param>
public readonly record struct DequantisationNoise(ulong Seed, ulong Stream)
{
    /// <summary>The number that stands for no noise: the middle of the cell.</summary>
    public const double CellCentre = 0.5;

    // Room for 2²⁴ columns below the row.
    private const int ColumnBits = 24;

    /// <summary>A generator for <see cref="Uniform"/>, for one thread.</summary>
    internal PhiloxRandom Generator() => new(Seed, Stream);

    /// <summary>u in [0, 1) for one row of the table and one of its columns.</summary>
    internal static double Uniform(PhiloxRandom generator, int row, int column)
    {
        generator.Counter = ((ulong)row << ColumnBits) | (uint)column;
        return generator.NextDouble();
    }
}
