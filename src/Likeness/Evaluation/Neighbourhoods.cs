namespace Likeness.Evaluation;

/// <summary>
/// Balls around each row with the radius of the distance to its k-th nearest row of the same sample, and the rows of the other sample
/// strictly inside: precision, recall, density and coverage are means over them. Naeem et al. 2020, arXiv 2002.09797;
/// Kynkäänniemi et al. 2019, arXiv 1904.06991. A row is not a neighbour of itself; columns in training standard deviations.
/// </summary>
internal sealed class Neighbourhoods
{
    private Neighbourhoods(int real, int generated)
    {
        Precision = new double[generated];
        Density = new double[generated];
        Recall = new double[real];
        Coverage = new double[real];
    }

    /// <summary>1 for each generated row inside any real ball.</summary>
    public double[] Precision { get; }

    /// <summary>The number of real balls that contain each generated row, divided by k.</summary>
    public double[] Density { get; }

    /// <summary>1 for each real row inside any generated ball.</summary>
    public double[] Recall { get; }

    /// <summary>1 for each real row whose ball contains a generated row.</summary>
    public double[] Coverage { get; }

    /// <summary>The fraction of real rows whose ball is empty, as k rows equal them.</summary>
    public double EmptyBalls { get; private set; }

    /// <summary>Measures the balls of two samples.</summary>
    public static Neighbourhoods Measure(PointCloud real, PointCloud generated, EvaluationData data)
    {
        double part = Math.Min(real.RowCount, generated.RowCount) / (double)(real.RowCount + generated.RowCount);
        return Measure(
            new NeighbourLists(PointCloud.Join(real, generated), [(data.Settings.Neighbours, part)], data),
            [.. Enumerable.Range(0, real.RowCount)],
            [.. Enumerable.Range(real.RowCount, generated.RowCount)],
            data
        );
    }

    /// <summary>Measures the balls of two parts of the rows.</summary>
    /// <param name="lists">All rows, with their nearest.</param>
    /// <param name="real">The real rows.</param>
    /// <param name="generated">The generated rows, or the real rows in their place.</param>
    /// <param name="data">The evaluation, for k, threads and cancellation.</param>
    public static Neighbourhoods Measure(NeighbourLists lists, int[] real, int[] generated, EvaluationData data)
    {
        int k = Math.Min(data.Settings.Neighbours, Math.Min(real.Length, generated.Length) - 1);
        var found = new Neighbourhoods(real.Length, generated.Length);
        var ofReal = new Balls(lists, real, generated, k, data);
        ofReal.Each(
            (centre, row) =>
            {
                found.Coverage[centre] = 1;
                found.Precision[row] = 1;
                found.Density[row]++;
            }
        );
        new Balls(lists, generated, real, k, data).Each((_, row) => found.Recall[row] = 1);
        for (int row = 0; row < generated.Length; row++)
        {
            found.Density[row] /= k;
        }

        found.EmptyBalls = ofReal.Empty / (double)real.Length;
        return found;
    }
}
