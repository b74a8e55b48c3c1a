namespace Likeness.Models.Trees;

/// <summary>Chooses the smoothing of a tree by the log-likelihood of validation rows.</summary>
internal sealed class SmoothingChoice
{
    private const int Rounds = 12; // of EM
    private const double Tiny = 1e-300;

    // More would raise the likelihood of validation rows, and put visibly wrong values into samples.
    private static readonly double[] OfNumbers = [0.01, 0.02, 0.05];
    private static readonly double[] OfOthers = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

    private readonly bool interpolates;
    private readonly List<Row> rows = [];
    private readonly List<(DonorTree Tree, int Node, double Frequency)> chains = [];

    private SmoothingChoice(IReadOnlyList<(DonorTree Tree, TreeRows Validation)> folds)
    {
        interpolates = folds[0].Tree.Interpolates;
        foreach (var (tree, validation) in folds)
        {
            Add(tree, validation);
        }
    }

    /// <summary>Finds the best smoothing of the trees of a column.</summary>
    /// <param name="folds">The trees of several parts of the rows, each with its validation rows.</param>
    /// <returns>Their log-likelihood under it, in nats.</returns>
    public static (double Log, Smoothing Smoothing) Choose(IReadOnlyList<(DonorTree Tree, TreeRows Validation)> folds)
    {
        var choice = new SmoothingChoice(folds);
        var best = (Log: double.NegativeInfinity, Smoothing: default(Smoothing));
        foreach (double backOff in choice.interpolates ? OfNumbers : OfOthers)
        {
            var found = choice.Evaluate(backOff);
            best = found.Log > best.Log ? found : best;
        }

        return best;
    }

    private void Add(DonorTree tree, TreeRows validation)
    {
        Span<byte> bins = new byte[validation.Predictors.Length];
        for (int row = 0; row < validation.Codes.Length; row++)
        {
            validation.CopyBins(row, bins);
            int leaf = tree.Leaf(bins);
            int code = validation.Codes[row];
            for (int node = leaf; node >= 0; node = tree.Back(node))
            {
                chains.Add((tree, node, tree.Frequency(node, code)));
            }

            rows.Add(
                new(
                    Math.Exp(validation.Levels.LogWithin(code, validation.Values[row])),
                    tree.Interpolated(leaf, code),
                    interpolates && tree.Interpolates ? tree.InNear(leaf, code) : 0,
                    validation.Levels.Background(validation.Values[row]),
                    chains.Count
                )
            );
        }
    }

    private (double Log, Smoothing Smoothing) Evaluate(double backOff)
    {
        double[] own = Smoothed(backOff);
        double share = interpolates ? 0.5 : 0;
        int rounds = interpolates ? Rounds : 0;
        for (int round = 0; ; round++)
        {
            double log = 0;
            double sum = 0;
            for (int row = 0; row < own.Length; row++)
            {
                var one = rows[row];
                double part = share * one.Interpolated * one.Within;
                double total = ((1 - share) * own[row] * one.Within) + part;
                log += Math.Log(total + one.Background);
                sum += part / (total + Tiny);
            }

            if (round >= rounds)
            {
                return (log, new Smoothing(backOff, share));
            }

            share = sum / own.Length;
        }
    }

    private double[] Smoothed(double backOff)
    {
        var own = new double[rows.Count];
        for (int row = 0, link = 0; row < own.Length; row++)
        {
            double weight = 1;
            for (; link < rows[row].End; link++)
            {
                double here = chains[link].Tree.BackOff(chains[link].Node, backOff);
                own[row] += weight * (1 - here) * chains[link].Frequency;
                weight *= here;
            }

            own[row] = interpolates ? ((1 - backOff) * own[row]) + (backOff * rows[row].Near) : own[row];
        }

        return own;
    }

    // A validation row: p(value | code), the code's probability between donors and in the leaf's range, p(value) beside all, and where its chain of nodes ends.
    private readonly record struct Row(double Within, double Interpolated, double Near, double Background, int End);
}
