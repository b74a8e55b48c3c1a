using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>Points (x, y), sampled independently from a known 2-D density.</summary>
public abstract class TwoDimensionalDataset : IDataset, IKnownDensity
{
    private const ulong Stream = 0x706c616e65; // the ASCII codes of plane

    /// <inheritdoc/>
    public abstract double Entropy { get; }

    /// <inheritdoc/>
    public Table Load(ulong seed, int rows)
    {
        var random = new PhiloxRandom(seed, Stream);
        var values = new double[rows * 2];
        for (int row = 0; row < rows; row++)
        {
            (values[row * 2], values[(row * 2) + 1]) = Sample(random);
        }

        return new Table([new Column("x"), new Column("y")], values);
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, 2);
        return LogDensity(row[0], row[1]);
    }

    private protected abstract (double X, double Y) Sample(PhiloxRandom random);

    private protected abstract double LogDensity(double x, double y);
}
