using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Fits the hierarchy of one column: first the number of trees of each cell on folds, then the trees on all rows.</summary>
internal sealed class HierarchyFit
{
    // A cell with fewer rows gets smaller trees and coarser bins.
    private const int RowsPerTreeLeaf = 60;
    private const int MinLeaves = 3;
    private const int RowsPerBin = 16;
    private const int MinBins = 32;

    // The weight, in rows, of all cells of a level when the number of trees of one of them is chosen.
    private const double LevelWeight = 100;

    private readonly TreeRows rows;
    private readonly HierarchySize size;
    private readonly int[] order;
    private readonly int[] counts;
    private readonly int[] places; // of each row's code
    private readonly CancellationToken cancellationToken;

    /// <summary>Puts the codes in order: values ascending, levels so that halves can be predicted.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public HierarchyFit(TreeRows rows, HierarchySize size, CancellationToken cancellationToken)
    {
        (this.rows, this.size, this.cancellationToken) = (rows, size, cancellationToken);
        counts = new int[rows.Levels.Count + 1];
        foreach (int code in rows.Codes)
        {
            counts[code]++;
        }

        order = [.. Enumerable.Range(0, counts.Length)];
        if (rows.Levels.IsCategory)
        {
            order = new LevelOrder(rows, counts).Find();
        }

        int[] placeOf = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            placeOf[order[place]] = place;
        }

        places = Array.ConvertAll(rows.Codes, code => placeOf[code]);
    }

    /// <summary>Chooses the number of trees of each cell by the log-loss of rows that the trees are not fitted on.</summary>
    /// <param name="folds">The training and validation rows of each fold.</param>
    /// <param name="gain">Receives the increase of the log-likelihood of the validation rows over their marginal frequencies, in nats.</param>
    /// <returns>The number of trees by the first and last place of a cell.</returns>
    public IReadOnlyDictionary<(int Low, int High), int> ChooseRounds(
        (int[] Train, int[] Validation)[] folds,
        out double gain
    )
    {
        var rounds = new Dictionary<(int Low, int High), int>();
        gain = 0;
        List<CellRows[]> level =
        [
            Array.ConvertAll(folds, fold => new CellRows(0, order.Length, fold.Train, fold.Validation)),
        ];
        for (int depth = 0; depth < size.MaxDepth && level.Count > 0; depth++)
        {
            var halved = new List<(CellRows[] Cells, int Middle, double[] Losses)>();
            var levelLosses = new double[size.Trees.Rounds + 1];
            foreach (var cells in level)
            {
                if (Middle(cells) is > 0 and var middle)
                {
                    double[] losses = Losses(cells, middle);
                    halved.Add((cells, middle, losses));
                    Add(losses, levelLosses);
                }
            }

            int validationRows = halved.Sum(cell => cell.Cells.Sum(fold => fold.Validation.Length));
            double weight = LevelWeight / Math.Max(1, validationRows);
            level = [];
            foreach (var (cells, middle, losses) in halved)
            {
                int best = Best(losses, levelLosses, weight);
                gain += losses[0] - losses[best];
                rounds[(cells[0].Low, cells[0].High)] = best;
                level.Add(Array.ConvertAll(cells, cell => Half(cell, middle, upper: false)));
                level.Add(Array.ConvertAll(cells, cell => Half(cell, middle, upper: true)));
            }
        }

        return rounds;
    }

    /// <summary>Fits the hierarchy on all rows.</summary>
    /// <param name="rounds">The number of trees by the first and last place of a cell; other cells are not halved.</param>
    public CellHierarchy Fit(IReadOnlyDictionary<(int Low, int High), int> rounds)
    {
        var nodes = new List<BoostedNode> { new(0, order.Length, 0, 0, 0, 0, 0) };
        var trees = new TreeList();
        var waiting = new Queue<(int Node, CellRows Cell)>();
        waiting.Enqueue((0, new CellRows(0, order.Length, [.. Enumerable.Range(0, rows.Codes.Length)], [])));
        while (waiting.TryDequeue(out var next))
        {
            var (node, cell) = next;
            if (!rounds.TryGetValue((cell.Low, cell.High), out int count) || Middle([cell]) is not (> 0 and var middle))
            {
                continue;
            }

            var boosting = Boosting(cell, middle);
            int first = trees.Count;
            boosting.Fit(count, null).ForEach(tree => trees.Add(tree));
            nodes[node] = new(cell.Low, cell.High, middle, nodes.Count, boosting.Baseline, first, trees.Count - first);
            waiting.Enqueue((nodes.Count, Half(cell, middle, upper: false)));
            nodes.Add(new(cell.Low, middle, 0, 0, 0, 0, 0));
            waiting.Enqueue((nodes.Count, Half(cell, middle, upper: true)));
            nodes.Add(new(middle, cell.High, 0, 0, 0, 0, 0));
        }

        return new CellHierarchy(order, counts, [.. nodes], trees.ToPacked());
    }

    private static int Best(double[] losses, double[] levelLosses, double weight)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int round = 0; round < losses.Length; round++)
        {
            double loss = losses[round] + (weight * levelLosses[round]);
            (best, least) = loss < least ? (round, loss) : (best, least);
        }

        return best;
    }

    private static void Add(double[] losses, double[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += losses[i];
        }
    }

    private double[] Losses(CellRows[] folds, int middle)
    {
        var sum = new double[size.Trees.Rounds + 1];
        foreach (var fold in folds)
        {
            var losses = new double[sum.Length];
            Boosting(fold, middle)
                .Fit(size.Trees.Rounds, new HeldRows(fold.Validation, AreUpper(fold.Validation, middle), losses));
            Add(losses, sum);
        }

        return sum;
    }

    // The first place of the upper half of all rows, with the most equal numbers of rows; 0 where one has too few.
    private int Middle(CellRows[] folds)
    {
        var (low, high) = (folds[0].Low, folds[0].High);
        int total = 0;
        for (int place = low; place < high; place++)
        {
            total += counts[order[place]];
        }

        int middle = 0;
        int smaller = 0;
        for (int place = low, below = 0; place < high - 1; place++)
        {
            below += counts[order[place]];
            int less = Math.Min(below, total - below);
            (middle, smaller) = less > smaller ? (place + 1, less) : (middle, smaller);
        }

        return smaller >= size.MinRows && Array.TrueForAll(folds, HasBoth) ? middle : 0;

        bool HasBoth(CellRows fold) =>
            Array.Exists(fold.Train, row => places[row] < middle)
            && Array.Exists(fold.Train, row => places[row] >= middle);
    }

    private CellRows Half(CellRows cell, int middle, bool upper) =>
        new(
            upper ? middle : cell.Low,
            upper ? cell.High : middle,
            Array.FindAll(cell.Train, row => places[row] >= middle == upper),
            Array.FindAll(cell.Validation, row => places[row] >= middle == upper)
        );

    private NodeBoosting Boosting(CellRows cell, int middle)
    {
        bool[] areUpper = AreUpper(cell.Train, middle);
        int count = BalancedRows(areUpper);
        return new NodeBoosting(
            rows.Predictors,
            cell.Train,
            areUpper,
            size.Trees with
            {
                MaxLeaves = Math.Clamp(
                    count / RowsPerTreeLeaf,
                    Math.Min(MinLeaves, size.Trees.MaxLeaves),
                    size.Trees.MaxLeaves
                ),
            },
            Math.Clamp(count / RowsPerBin, MinBins, ColumnBins.MaxCount),
            cancellationToken
        );
    }

    // So many rows of equal halves say as much, 4 n p (1 − p): trees of a rare level take its few rows for rules, and validation rows then stop them before they learn any.
    private static int BalancedRows(bool[] areUpper)
    {
        double upper = areUpper.AsSpan().Count(true);
        return (int)(4 * upper * (areUpper.Length - upper) / areUpper.Length);
    }

    private bool[] AreUpper(int[] some, int middle) => Array.ConvertAll(some, row => places[row] >= middle);

    private sealed record CellRows(int Low, int High, int[] Train, int[] Validation);
}
