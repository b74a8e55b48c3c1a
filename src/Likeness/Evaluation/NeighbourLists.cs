namespace Likeness.Evaluation;

/// <summary>
/// The nearest rows of each row, searched once among all that an evaluation compares: metrics that split the rows into parts again and again
/// read the nearest rows of a part from them. Rows are in random order, so that chance decides which of several equally near rows a list omits.
/// </summary>
internal sealed class NeighbourLists
{
    // Beyond this, parts of the rows are searched in less time and memory.
    private const int MaxLength = 160;

    // Standard deviations of the number of a part's rows in a list.
    private const double Deviations = 3;

    private readonly NearestNeighbours? found; // shuffled
    private readonly int[] order;
    private readonly int[] places;

    /// <summary>Searches.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="wanted">How many rows of a part are sought, and the part's fraction of all rows; lists are long enough for nearly all rows, where they are not too long.</param>
    /// <param name="data">The evaluation, for seed, threads and cancellation.</param>
    public NeighbourLists(PointCloud rows, IEnumerable<(int Neighbours, double Part)> wanted, EvaluationData data)
    {
        Rows = rows;
        int longest = wanted
            .Select(one => LengthFor(one.Neighbours, one.Part))
            .Where(length => length <= MaxLength)
            .DefaultIfEmpty()
            .Max();
        Length = Math.Min(longest, rows.RowCount - 1);
        order = data.Random(EvaluationStream.NeighbourOrder).Permutation(rows.RowCount);
        places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        if (Length > 0)
        {
            var shuffled = rows.TakeRows(order);
            found = NearestNeighbours.Find(shuffled, shuffled, Length, excludeSelf: true, data);
        }
    }

    /// <summary>The rows.</summary>
    public PointCloud Rows { get; }

    /// <summary>The number of neighbours in each list; 0 if no lists are worth their time.</summary>
    public int Length { get; }

    /// <summary>The squared distance to the neighbour of this rank (0 = nearest).</summary>
    public double Squared(int row, int rank) => found!.Squared(places[row], rank);

    /// <summary>The neighbour of this rank.</summary>
    public int Index(int row, int rank) => order[found!.Index(places[row], rank)];

    // The smallest length of which so many are expected to be of the part, with some room for chance.
    private static int LengthFor(int neighbours, double part)
    {
        double room = Deviations * Math.Sqrt(part * (1 - part));
        double root = (room + Math.Sqrt((room * room) + (4 * part * neighbours))) / (2 * part);
        return part > 0 ? (int)Math.Ceiling(Math.Min(root * root, int.MaxValue / 2)) : int.MaxValue;
    }
}
