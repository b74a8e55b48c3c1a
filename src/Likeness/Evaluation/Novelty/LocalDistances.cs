namespace Likeness.Evaluation.Novelty;

/// <summary>
/// Distances of examples to their nearest real examples, in units of the local spacing: the distance divided by that from the
/// real example to its fifth nearest real example. Near matches in dense and in sparse regions then look the same.
/// </summary>
internal sealed class LocalDistances
{
    private const int SpacingRank = IRealSearch.Neighbours - 2;

    private LocalDistances(int examples) => Pairs = new List<Pair>(examples);

    /// <summary>
    /// One entry for each example and nearest real example; for ties, the example's weight is divided among them.
    /// Entries of one example are adjacent, and examples are in order.
    /// </summary>
    public List<Pair> Pairs { get; }

    /// <summary>The local distances of generated examples.</summary>
    public static LocalDistances OfGenerated(IRealSearch search) => Measure(search, search.OfGenerated(), own: null);

    /// <summary>The local distances of real examples among the others: <see cref="IRealSearch.Compared"/>, in order.</summary>
    public static LocalDistances OfReal(IRealSearch search) =>
        Measure(search, search.OfReal(search.Compared), search.Compared);

    private static LocalDistances Measure(IRealSearch search, NearestReal found, IReadOnlyList<int>? own)
    {
        int[] needed =
        [
            .. Enumerable
                .Range(0, found.Count)
                .SelectMany(row =>
                    Enumerable.Range(0, found.Ties(row, search.SameDistance)).Select(i => found.Index(row, i))
                )
                .Distinct()
                .Order(),
        ];
        var around = search.OfReal(needed);
        var placeOf = needed.Select((real, i) => (real, i)).ToDictionary(pair => pair.real, pair => pair.i);
        var distances = new LocalDistances(found.Count);
        for (int row = 0; row < found.Count; row++)
        {
            int ties = found.Ties(row, search.SameDistance);
            for (int rank = 0; rank < ties; rank++)
            {
                int real = found.Index(row, rank);
                double spacing = Spacing(around, placeOf[real], own?[row]);
                double local =
                    found.Distance(row) <= search.SameDistance ? 0
                    : spacing <= search.SameDistance ? double.PositiveInfinity
                    : found.Distance(row) / spacing;
                distances.Pairs.Add(new Pair(row, real, 1.0 / ties, local));
            }
        }

        return distances;
    }

    // An example that serves as a new one does not belong to its neighbour's neighbourhood.
    private static double Spacing(NearestReal around, int row, int? without)
    {
        int rank = Math.Min(SpacingRank, around.K - 1);
        for (int i = 0; i <= rank && without is not null; i++)
        {
            if (around.Index(row, i) == without)
            {
                return around.Distance(row, Math.Min(rank + 1, around.K - 1));
            }
        }

        return around.Distance(row, rank);
    }

    /// <summary>An example and a real example that is nearest to it.</summary>
    /// <param name="Example">The index of the example.</param>
    /// <param name="Real">The index of the real example.</param>
    /// <param name="Weight">One over the number of equally near real examples.</param>
    /// <param name="Distance">In units of the local spacing; 0 for equal examples.</param>
    internal readonly record struct Pair(int Example, int Real, double Weight, double Distance);
}
