namespace Likeness.Compute.Compilation;

/// <summary>An axis of a contraction: its extent and its stride in each operand (0 where the operand lacks it).</summary>
internal readonly record struct ContractionAxis(
    char Name,
    int Extent,
    int Left,
    int Right,
    bool InLeft,
    bool InRight,
    bool InResult
)
{
    /// <summary>Whether one operand has the axis and the result keeps it.</summary>
    public bool IsFree => InResult && InLeft != InRight;

    /// <summary>Whether the axis is summed.</summary>
    public bool IsSummed => !InResult;

    /// <summary>Whether both operands have the axis and the result keeps it.</summary>
    public bool IsBatch => InResult && InLeft && InRight;

    public int Step(bool left) => left ? Left : Right;

    public bool In(bool left) => left ? InLeft : InRight;
}

/// <summary>The axes of a contraction that serve as rows, columns, lanes and innermost sum.</summary>
/// <param name="Kind">The axis along which vectors run.</param>
/// <param name="Swapped">
/// Whether the rows belong to the contraction's second operand (so that a tile's vectors run over the first).
/// </param>
/// <param name="Row">The row axis, or null for a single row.</param>
/// <param name="Column">The column axis; for a tile, along the lanes.</param>
/// <param name="Inner">The innermost summed axis.</param>
/// <param name="Lane">The lane axis.</param>
/// <param name="CopyLeft">Whether the first operand must be copied to make its lanes contiguous.</param>
/// <param name="CopyRight">Whether the second operand must be copied.</param>
/// <param name="Cost">The estimated cost in cycles.</param>
internal sealed record ContractionChoice(
    MatMulKind Kind,
    bool Swapped,
    char? Row,
    char? Column,
    char? Inner,
    char? Lane,
    bool CopyLeft,
    bool CopyRight,
    double Cost
)
{
    // Elements transposed per cycle, measured: within L2, and beyond it.
    private const double CopiedNear = 3;
    private const double CopiedFar = 0.5;
    private const double NearElements = 1 << 17;

    // Cycles for each element of a result whose layout differs from that of the operand with the samples (axis 0): a later step has to
    // transpose it back.
    private const double TransposeCost = 0.5;

    // Cycles for each vector of the columns' operand loaded into L1, where all rows of a matrix use it.
    private const double ReadingCost = 0.5;

    // The slowdown of a matmul when each element of the rows' operand is on a cache line of its own.
    private const double ScatteredCost = 2;

    // Half a cache line.
    private const int MinNeighbours = 8;

    /// <summary>Cycles for each element that is transposed in L1 for an epilogue.</summary>
    public const double CrossingCost = 0.5;

    /// <summary>The cheapest choice. On a tie the first operand, which usually holds the batch, runs along the lanes.</summary>
    /// <param name="axes">The axes; those of the result come first, in its order.</param>
    /// <param name="wantsRows">Whether the result goes, element by element, to row-major memory.</param>
    public static ContractionChoice Cheapest(IReadOnlyList<ContractionAxis> axes, bool wantsRows) =>
        Tiles(axes, wantsRows).Concat(Lanewises(axes)).Concat(Dots(axes)).MinBy(choice => choice.Cost)!;

    private static IEnumerable<ContractionChoice> Tiles(IReadOnlyList<ContractionAxis> axes, bool wantsRows)
    {
        double count = Extent(axes.Where(axis => axis.InResult));
        foreach (bool left in (bool[])[true, false])
        {
            (char? inner, double summed, double taps) = Sums(axes, along: !left);
            int innerStep = axes.Where(axis => axis.Name == inner).Select(axis => axis.Step(!left)).FirstOrDefault();
            IEnumerable<ContractionAxis?> rows = Candidates(
                axes.Where(axis => axis.IsFree && axis.In(!left)).Reverse()
            );
            foreach (ContractionAxis? lane in Candidates(axes.Where(axis => axis.IsFree && axis.In(left))))
            {
                bool copy = lane is { } l && l.Extent > 1 && l.Step(left) != 1;
                double extra = copy ? CopyCycles(Extent(axes.Where(axis => axis.In(left)))) : 0;
                bool crosses =
                    wantsRows && lane is not null && lane.Value.Name != axes.Last(axis => axis.InResult).Name;
                extra += crosses ? count * CrossingCost : 0;
                extra += Transposes(axes, lane, isCopied: copy) ? count * TransposeCost : 0;
                foreach (ContractionAxis? row in rows)
                {
                    int m = row?.Extent ?? 1;
                    int n = lane?.Extent ?? 1;
                    double positions = count / Math.Max(1, (double)m * n);
                    double reads = positions * ((n + 15) / 16) * summed * ReadingCost;
                    double cycles = positions * TileCycles(m, n) * (summed + 8 + (2 * taps));
                    bool isScattered = m > 1 && row?.Step(!left) != 1 && innerStep != 1;
                    double cost = extra + reads + (isScattered ? ScatteredCost * cycles : cycles);
                    (bool copyLeft, bool copyRight) = (copy && left, copy && !left);
                    yield return new(
                        MatMulKind.Tile,
                        left,
                        row?.Name,
                        lane?.Name,
                        inner,
                        lane?.Name,
                        copyLeft,
                        copyRight,
                        cost
                    );
                }
            }
        }
    }

    private static IEnumerable<ContractionChoice> Lanewises(IReadOnlyList<ContractionAxis> axes)
    {
        (char? inner, double summed, _) = Sums(axes, along: null);
        double count = Extent(axes.Where(axis => axis.InResult));
        foreach (ContractionAxis lane in axes.Where(axis => axis.IsBatch))
        {
            (bool copyLeft, bool copyRight) = (lane.Left != 1, lane.Right != 1);
            double copies =
                (copyLeft ? CopyCycles(Extent(axes.Where(axis => axis.InLeft))) : 0)
                + (copyRight ? CopyCycles(Extent(axes.Where(axis => axis.InRight))) : 0);
            ContractionAxis? row = Largest(axes.Where(axis => axis.IsFree && axis.InLeft));
            ContractionAxis? column = Largest(axes.Where(axis => axis.IsFree && axis.InRight));
            double reads = Math.Min(row?.Extent ?? 1, column?.Extent ?? 1) == 1 ? 1 : 0.6;
            double vectors = count / Math.Max(1, lane.Extent) * ((lane.Extent + 15) / 16);
            double cost = copies + (vectors * reads * (summed + 2));
            yield return new(
                MatMulKind.Lanewise,
                false,
                row?.Name,
                column?.Name,
                inner,
                lane.Name,
                copyLeft,
                copyRight,
                cost
            );
        }
    }

    private static IEnumerable<ContractionChoice> Dots(IReadOnlyList<ContractionAxis> axes)
    {
        double count = Extent(axes.Where(axis => axis.InResult));
        foreach (ContractionAxis lane in axes.Where(axis => axis.IsSummed && axis.Left == 1 && axis.Right == 1))
        {
            ContractionAxis? left = Largest(axes.Where(axis => axis.IsFree && axis.InLeft));
            ContractionAxis? right = Largest(axes.Where(axis => axis.IsFree && axis.InRight));
            // The weights have more rows than there are samples.
            bool swapped = (right?.Extent ?? 1) > (left?.Extent ?? 1);
            (ContractionAxis? row, ContractionAxis? column) = swapped ? (right, left) : (left, right);
            double taps = Extent(axes.Where(axis => axis.IsSummed)) / Math.Max(1, lane.Extent);
            double cost = count * ((taps * 0.75 * ((lane.Extent + 15) / 16)) + 8);
            yield return new(
                MatMulKind.Dot,
                swapped,
                row?.Name,
                column?.Name,
                lane.Name,
                lane.Name,
                CopyLeft: false,
                CopyRight: false,
                cost
            );
        }
    }

    /// <summary>Cycles to transpose a number of elements.</summary>
    public static double CopyCycles(double elements) => elements / (elements > NearElements ? CopiedFar : CopiedNear);

    /// <summary>
    /// Cycles for one step of the sum over a matrix of m rows and n lanes, including idle lanes and the latency of additions.
    /// </summary>
    public static double TileCycles(int m, int n)
    {
        // A tile of 8 rows × 2 vectors takes 8 cycles. Fewer than 8 sums are bound by the latency of an addition, 4 cycles.
        int vectors = (n + 15) / 16;
        if (m <= 2 && vectors >= 8)
        {
            return m * vectors * 0.65;
        }

        double perPanel = (m / 8 * 8) + (m % 8 == 0 ? 0 : Math.Max(4, m % 8));
        double perHalf = (m / 8 * 5) + (m % 8 == 0 ? 0 : 4);
        return (vectors / 2 * perPanel) + (vectors % 2 * perHalf);
    }

    /// <summary>
    /// Whether the result's layout differs from that of the operand with the samples: it is copied, or has the samples in the lanes
    /// and the result does not.
    /// </summary>
    private static bool Transposes(IReadOnlyList<ContractionAxis> axes, ContractionAxis? lane, bool isCopied) =>
        axes is [{ IsFree: true } samples, ..]
        && (
            lane is { } l && l.In(left: true) == samples.InLeft
                ? isCopied
                : samples.Step(samples.InLeft) == 1 && samples.Extent > 1
        );

    /// <summary>The innermost summed axis: one that is contiguous in an operand, if it is not too short; otherwise the longest.</summary>
    private static (char? Inner, double Summed, double Taps) Sums(IReadOnlyList<ContractionAxis> axes, bool? along)
    {
        IEnumerable<ContractionAxis> neighbours = axes.Where(axis =>
            along is { } left && axis.IsSummed && axis.Step(left) == 1 && axis.Extent >= MinNeighbours
        );
        ContractionAxis? inner = Largest(neighbours) ?? Largest(axes.Where(axis => axis.IsSummed));
        double summed = Extent(axes.Where(axis => axis.IsSummed));
        return (inner?.Name, summed, summed / Math.Max(1, inner?.Extent ?? 1));
    }

    /// <summary>The axes with more than one element; if there are none, any one axis or no axis.</summary>
    private static ContractionAxis?[] Candidates(IEnumerable<ContractionAxis> axes)
    {
        ContractionAxis?[] all = [.. axes.Select(axis => (ContractionAxis?)axis)];
        ContractionAxis?[] wide = [.. all.Where(axis => axis!.Value.Extent > 1)];
        return wide.Length > 0 ? wide
            : all.Length > 0 ? [all[0]]
            : [null];
    }

    private static ContractionAxis? Largest(IEnumerable<ContractionAxis> axes) =>
        axes.Select(axis => (ContractionAxis?)axis).DefaultIfEmpty(null).MaxBy(axis => axis?.Extent ?? 0);

    private static double Extent(IEnumerable<ContractionAxis> axes) =>
        axes.Aggregate(1.0, (product, axis) => product * axis.Extent);
}
