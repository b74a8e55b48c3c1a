using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Datasets;

namespace OwnModel;

/// <summary>A dataset: points of a spiral with noise.</summary>
[Dataset("spiral", Summary = "points of a spiral, noise 0.05")]
public sealed class Spiral : IDataset
{
    /// <inheritdoc/>
    public Table Load(ulong seed, int rows)
    {
        var random = new PhiloxRandom(seed, stream: 0);
        var (x, y) = (new double[rows], new double[rows]);
        for (int i = 0; i < rows; i++)
        {
            double turn = 4 * Math.PI * Math.Sqrt(random.NextDouble());
            x[i] = (turn / 10 * Math.Cos(turn)) + (0.05 * random.NextNormal());
            y[i] = (turn / 10 * Math.Sin(turn)) + (0.05 * random.NextNormal());
        }

        return Table.FromColumns([new Column("x"), new Column("y")], [x, y]);
    }
}
