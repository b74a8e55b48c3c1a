using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>How a hierarchy of cells is fitted.</summary>
/// <param name="MaxDepth">The maximum number of halvings.</param>
/// <param name="MinRows">The smallest number of rows of a cell.</param>
/// <param name="Trees">The options of the trees.</param>
internal sealed record HierarchySettings(int MaxDepth, int MinRows, BoostedTreesOptions Trees);

/// <summary>Fits the hierarchy of one column, level by level.</summary>
internal sealed class HierarchyFit
{
    private readonly TreeRows rows;
    private readonly HierarchySettings settings;
    private readonly int[] order;
    private readonly int[] places;
    private readonly int[] counts;
    private readonly CancellationToken cancellationToken;

    public HierarchyFit(TreeRows rows, HierarchySettings settings, CancellationToken cancellationToken)
    {
        (this.rows, this.settings, this.cancellationToken) = (rows, settings, cancellationToken);
        counts = new int[rows.Levels.Count + 1];
        foreach (int code in rows.Codes)
        {
            counts[code]++;
        }

        order = [.. Enumerable.Range(0, counts.Length)];
        if (rows.Levels.IsCategory)
        {
            order = [.. order.OrderByDescending(code => counts[code])];
        }

        places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }
    }

    /// <summary>Chooses the rounds of each level by the log-loss of some of the rows.</summary>
    public (Dictionary<(int Low, int High), int> Rounds, double Gain) Choose(int[] train, int[] validation)
    {
        var level = new List<Cell>
        {
            new(0, 0, order.Length, train, validation, new double[train.Length], new double[validation.Length]),
        };
        var rounds = new Dictionary<(int Low, int High), int>();
        double gain = 0;
        for (int depth = 0; depth < settings.MaxDepth && level.Count > 0; depth++)
        {
            var mean = new double[settings.Trees.Rounds + 1];
            var boosted = new List<(Boosted Boosted, double[] Curve)>();
            int held = 0;
            foreach (var cell in level)
            {
                int middle = Middle(cell);
                if (middle == 0)
                {
                    continue;
                }

                var curve = new double[mean.Length];
                boosted.Add((Boost(cell, middle, settings.Trees.Rounds, curve), curve));
                held += cell.Validation.Length;
                for (int round = curve.Length - 1; round >= 0; round--)
                {
                    curve[round] -= curve[0];
                    mean[round] += curve[round];
                }
            }

            level = [];
            double weight = Tune.Get("PRIOR", 100) / Math.Max(1, held);
            foreach (var (one, curve) in boosted)
            {
                int best = 0;
                for (int round = 1; round < curve.Length; round++)
                {
                    best =
                        curve[round] + (weight * mean[round]) < curve[best] + (weight * mean[best]) ? round : best;
                }

                if (Tune.Get("ALL", 0) > 0)
                {
                    best = settings.Trees.Rounds;
                }

                gain -= curve[best];
                rounds[(one.Cell.Low, one.Cell.High)] = best;
                double[] scores = one.Scores;
                if (best < one.Trees.Count)
                {
                    scores = [.. one.Start];
                    one.Trees.Take(best)
                        .ToList()
                        .ForEach(tree => NodeBoosting.AddTo(tree, rows.Predictors, one.Cell.Train, scores));
                }

                double[] heldScores = one.HeldStart;
                one.Trees.Take(best)
                    .ToList()
                    .ForEach(tree => NodeBoosting.AddTo(tree, rows.Predictors, one.Cell.Validation, heldScores));
                var (lower, upper) = Halves(one.Cell, one.Middle, scores, heldScores);
                level.Add(lower);
                level.Add(upper);
            }
        }

        return (rounds, gain);
    }

    /// <summary>Fits a hierarchy on all rows.</summary>
    public CellHierarchy Fit(Dictionary<(int Low, int High), int> rounds)
    {
        var nodes = new List<BoostedNode> { new(0, order.Length, 0, 0, 0, 0, 0, 0) };
        var trees = new TreeList();
        int count = rows.Codes.Length;
        var level = new List<Cell>
        {
            new(0, 0, order.Length, [.. Enumerable.Range(0, count)], [], new double[count], []),
        };
        for (int depth = 0; depth < settings.MaxDepth && level.Count > 0; depth++)
        {
            var next = new List<Cell>();
            foreach (var cell in level)
            {
                int middle = Middle(cell);
                if (middle == 0 || !rounds.TryGetValue((cell.Low, cell.High), out int here))
                {
                    continue;
                }

                int first = trees.Roots.Count;
                var boosted = Boost(cell, middle, here, []);
                boosted.Trees.ForEach(tree => trees.Add(tree));
                nodes[cell.Node] = new BoostedNode(
                    cell.Low,
                    cell.High,
                    middle,
                    nodes.Count,
                    boosted.Baseline,
                    boosted.Slope,
                    first,
                    boosted.Trees.Count
                );
                var (lower, upper) = Halves(cell, middle, boosted.Scores, []);
                next.Add(lower with { Node = nodes.Count });
                nodes.Add(new(cell.Low, middle, 0, 0, 0, 0, 0, 0));
                next.Add(upper with { Node = nodes.Count });
                nodes.Add(new(middle, cell.High, 0, 0, 0, 0, 0, 0));
            }

            level = next;
        }

        return new CellHierarchy(
            order,
            counts,
            [.. nodes],
            new PackedTrees([.. trees.Roots], [.. trees.Left], [.. trees.Column], [.. trees.Bins], [.. trees.Value])
        );
    }

    // The first place of the upper half, with the most equal numbers of rows; 0 where one has too few.
    private int Middle(Cell cell)
    {
        int total = 0;
        for (int place = cell.Low; place < cell.High; place++)
        {
            total += counts[order[place]];
        }

        int middle = 0;
        int lowerRows = 0;
        int least = int.MaxValue;
        for (int place = cell.Low, sum = 0; place < cell.High - 1; place++)
        {
            sum += counts[order[place]];
            int gap = Math.Abs(total - (2 * sum));
            if (gap < least)
            {
                (least, middle, lowerRows) = (gap, place + 1, sum);
            }
        }

        return
            middle == 0
            || Math.Min(lowerRows, total - lowerRows) < settings.MinRows
            || Array.TrueForAll(cell.Train, row => places[rows.Codes[row]] < middle)
            || Array.TrueForAll(cell.Train, row => places[rows.Codes[row]] >= middle)
            ? 0
            : middle;
    }

    private (Cell Lower, Cell Upper) Halves(Cell cell, int middle, double[] scores, double[] held)
    {
        bool[] train = AreUpper(cell.Train, middle);
        bool[] validation = AreUpper(cell.Validation, middle);
        return (Part(false, cell.Low, middle), Part(true, middle, cell.High));

        Cell Part(bool upper, int low, int high) =>
            new(
                0,
                low,
                high,
                [.. cell.Train.Where((_, i) => train[i] == upper)],
                [.. cell.Validation.Where((_, i) => validation[i] == upper)],
                [.. scores.Where((_, i) => train[i] == upper)],
                [.. held.Where((_, i) => validation[i] == upper)]
            );
    }

    private bool[] AreUpper(int[] some, int middle) => Array.ConvertAll(some, row => places[rows.Codes[row]] >= middle);

    private Boosted Boost(Cell cell, int middle, int rounds, double[] losses)
    {
        bool[] isUpper = AreUpper(cell.Train, middle);
        var (baseline, slope) = NodeBoosting.Start(isUpper, cell.Scores);
        int leaves = Math.Clamp((int)(cell.Train.Length / Tune.Get("RPL", 60)), 3, settings.Trees.MaxLeaves);
        int maxBins = Math.Clamp((int)(cell.Train.Length / Tune.Get("RPB", 16)), 32, 255);
        double[] start = Array.ConvertAll(cell.Scores, score => baseline + (slope * score));
        double[] held = Array.ConvertAll(cell.HeldScores, score => baseline + (slope * score));
        double[] scores = [.. start];
        var trees = NodeBoosting.Fit(
            rows.Predictors,
            cell.Train,
            isUpper,
            scores,
            settings.Trees with
            {
                Rounds = rounds,
                MaxLeaves = leaves,
            },
            maxBins,
            cell.Validation,
            AreUpper(cell.Validation, middle),
            held,
            losses,
            cancellationToken
        );
        return new(cell, middle, trees, baseline, slope, start, scores, held);
    }

    private sealed record Cell(
        int Node,
        int Low,
        int High,
        int[] Train,
        int[] Validation,
        double[] Scores,
        double[] HeldScores
    );

    private sealed record Boosted(
        Cell Cell,
        int Middle,
        List<TreeNode[]> Trees,
        double Baseline,
        double Slope,
        double[] Start,
        double[] Scores,
        double[] HeldStart
    );
}
