namespace Likeness.Models.Trees;

/// <summary>Chooses the smoothing of a tree by the log-likelihood of validation rows.</summary>
internal sealed class SmoothingChoice
{
    private const int Rounds = 12; // of EM
    private const double Tiny = 1e-300;

    // More would raise the likelihood of validation rows, and put visibly wrong values into samples.
    private static readonly double[] OfNumbers = [0.01, 0.02, 0.05];
    private static readonly double[] OfOthers = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

    private readonly DonorTree tree;
    private readonly double[] within; // p(value | code)
    private readonly double[] interpolated;
    private readonly double[] near;
    private readonly double[] background;
    private readonly List<(int Node, double Frequency)> chains = [];
    private readonly int[] ends;

    private SmoothingChoice(DonorTree tree, TreeRows validation)
    {
        this.tree = tree;
        var levels = validation.Levels;
        int count = validation.Codes.Length;
        (within, background) = (new double[count], new double[count]);
        (interpolated, near) = (new double[count], new double[count]);
        ends = new int[count];
        Span<byte> bins = new byte[validation.Predictors.Length];
        for (int row = 0; row < count; row++)
        {
            validation.CopyBins(row, bins);
            int leaf = tree.Leaf(bins);
            int code = validation.Codes[row];
            within[row] = Math.Exp(levels.LogWithin(code, validation.Values[row]));
            background[row] = levels.Background(validation.Values[row]);
            interpolated[row] = tree.Interpolated(leaf, code);
            near[row] = tree.Interpolates ? tree.InNear(leaf, code) : 0;
            for (int node = leaf; node >= 0; node = tree.Back(node))
            {
                chains.Add((node, tree.Frequency(node, code)));
            }

            ends[row] = chains.Count;
        }
    }

    /// <summary>Gives a tree the best smoothing.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="validation">The validation rows.</param>
    /// <returns>Their log-likelihood under it, in nats.</returns>
    public static double Choose(DonorTree tree, TreeRows validation)
    {
        var choice = new SmoothingChoice(tree, validation);
        var best = (Log: double.NegativeInfinity, Smoothing: default(Smoothing));
        foreach (double backOff in tree.Interpolates ? OfNumbers : OfOthers)
        {
            var found = choice.Evaluate(backOff);
            best = found.Log > best.Log ? found : best;
        }

        tree.Smoothing = best.Smoothing;
        return best.Log;
    }

    private (double Log, Smoothing Smoothing) Evaluate(double backOff)
    {
        double[] own = Smoothed(backOff);
        double share = tree.Interpolates ? 0.5 : 0;
        int rounds = tree.Interpolates ? Rounds : 0;
        for (int round = 0; ; round++)
        {
            double log = 0;
            double sum = 0;
            for (int row = 0; row < own.Length; row++)
            {
                double part = share * interpolated[row] * within[row];
                double total = ((1 - share) * own[row] * within[row]) + part;
                log += Math.Log(total + background[row]);
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
        var own = new double[ends.Length];
        for (int row = 0, link = 0; row < own.Length; row++)
        {
            double weight = 1;
            for (; link < ends[row]; link++)
            {
                double here = tree.BackOff(chains[link].Node, backOff);
                own[row] += weight * (1 - here) * chains[link].Frequency;
                weight *= here;
            }

            own[row] = tree.Interpolates ? ((1 - backOff) * own[row]) + (backOff * near[row]) : own[row];
        }

        return own;
    }
}
