namespace Likeness.Evaluation.Novelty;

/// <summary>The nearest real examples of a list of examples.</summary>
/// <param name="K">The number of neighbours of each, in ascending distance.</param>
/// <param name="Distances">[count][K].</param>
/// <param name="Indices">The indices of the neighbours among all real examples: [count][K].</param>
internal sealed record NearestReal(int K, double[] Distances, int[] Indices)
{
    private const double Rounding = 1e-12;

    public int Count => Indices.Length / K;

    public static NearestReal Create(int count, int k, Func<int, int, double> distance, Func<int, int, int> index)
    {
        var distances = new double[count * k];
        var indices = new int[count * k];
        for (int i = 0; i < indices.Length; i++)
        {
            var (row, rank) = Math.DivRem(i, k);
            (distances[i], indices[i]) = (distance(row, rank), index(row, rank));
        }

        return new NearestReal(k, distances, indices);
    }

    public double Distance(int row, int rank = 0) => Distances[(row * K) + rank];

    public int Index(int row, int rank = 0) => Indices[(row * K) + rank];

    /// <summary>The neighbours at the smallest distance, for each row.</summary>
    /// <param name="same">Distances up to this are equal.</param>
    public IEnumerable<int[]> TiedRows(double same) =>
        Enumerable
            .Range(0, Count)
            .Select(row => Enumerable.Range(0, Ties(row, same)).Select(rank => Index(row, rank)).ToArray());

    /// <summary>Selects rows.</summary>
    public NearestReal Take(IReadOnlyList<int> rows) =>
        Create(rows.Count, K, (row, rank) => Distance(rows[row], rank), (row, rank) => Index(rows[row], rank));

    /// <summary>The number of neighbours at the smallest distance.</summary>
    /// <param name="row">The row.</param>
    /// <param name="same">Distances up to this are equal.</param>
    public int Ties(int row, double same)
    {
        double min = Math.Max(same, Distance(row) * (1 + Rounding));
        int ties = 1;
        while (ties < K && Distance(row, ties) <= min)
        {
            ties++;
        }

        return ties;
    }
}
