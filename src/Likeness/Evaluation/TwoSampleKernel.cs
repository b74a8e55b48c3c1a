namespace Likeness.Evaluation;

/// <summary>
/// mean k(x,x′) + mean k(y,y′) − 2 mean k(x,y) between two samples, with its baseline, interval and permutation test, all from
/// the sums over pairs of groups.
/// </summary>
/// <param name="data">The samples and the settings.</param>
/// <param name="sums">Sums of k over pairs of groups.</param>
/// <param name="excluded">
/// k of a row with itself if such pairs are excluded (U-statistic); null to include them (V-statistic).
/// </param>
internal sealed class TwoSampleKernel(EvaluationData data, GroupSums sums, double? excluded)
{
    private readonly RowGroups groups = data.Groups;

    public double Value() => Statistic(Range(0, groups.Reference), Range(groups.Real, groups.Count));

    public Interval? Interval()
    {
        var resampled = new double[data.Settings.Resamples];
        data.Parallel(resampled.Length, i => resampled[i] = Resampled(i));
        return Spread.Interval(Value(), resampled);
    }

    /// <summary>Random splits of the groups of real rows, with the samples' sizes if the real rows suffice.</summary>
    public RealBaseline? Floor()
    {
        Resamples sizes = data.Resamples;
        int reference = Math.Max(1, (int)Math.Round((double)sizes.ReferenceRows / groups.Size));
        int other = Math.Min((int)Math.Round((double)sizes.OtherRows / groups.Size), groups.Real - reference);
        if (other < 1)
        {
            return null;
        }

        var repeats = new double[data.Settings.BaselineRepeats];
        data.Parallel(
            repeats.Length,
            i =>
            {
                int[] order = data.Random(EvaluationStream.Splits, i).Permutation(groups.Real);
                repeats[i] = Statistic(Chosen(order.AsSpan(0, reference)), Chosen(order.AsSpan(reference, other)));
            }
        );
        return sizes.Baseline(repeats);
    }

    /// <summary>p = (1 + number of permutations at least as large) / (1 + permutations); whole groups are permuted.</summary>
    public double PValue()
    {
        int[] members =
        [
            .. Enumerable.Range(0, groups.Reference),
            .. Enumerable.Range(groups.Real, groups.Count - groups.Real),
        ];
        double observed = Value();
        var larger = new bool[data.Settings.Permutations];
        data.Parallel(
            larger.Length,
            i =>
            {
                int[] order = data.Random(EvaluationStream.Permutations, i).Permutation(members.Length);
                int[] mixed = [.. order.Select(place => members[place])];
                double permuted = Statistic(
                    Chosen(mixed.AsSpan(0, groups.Reference)),
                    Chosen(mixed.AsSpan(groups.Reference))
                );
                larger[i] = permuted >= observed;
            }
        );
        return (1.0 + larger.Count(more => more)) / (1 + larger.Length);
    }

    private double Resampled(int index)
    {
        var random = data.Random(EvaluationStream.BootstrapGroups, index);
        var x = new double[groups.Count];
        var y = new double[groups.Count];
        for (int i = 0; i < groups.Reference; i++)
        {
            x[random.NextInt(groups.Reference)]++;
        }

        int generated = groups.Count - groups.Real;
        for (int i = 0; i < generated; i++)
        {
            y[groups.Real + random.NextInt(generated)]++;
        }

        return Statistic(x, y);
    }

    // x and y hold the multiplicity of each group in either sample.
    private double Statistic(double[] x, double[] y)
    {
        double xx = 0,
            yy = 0,
            xy = 0,
            m = 0,
            n = 0;
        for (int group = 0; group < groups.Count; group++)
        {
            if (x[group] == 0 && y[group] == 0)
            {
                continue;
            }

            double withX = 0,
                withY = 0;
            ReadOnlySpan<double> row = sums.Row(group);
            for (int other = 0; other < row.Length; other++)
            {
                withX += row[other] * x[other];
                withY += row[other] * y[other];
            }

            xx += x[group] * withX;
            yy += y[group] * withY;
            xy += x[group] * withY;
            m += x[group] * groups.Rows(group);
            n += y[group] * groups.Rows(group);
        }

        return excluded is { } self
            ? ((xx - (self * m)) / (m * (m - 1))) + ((yy - (self * n)) / (n * (n - 1))) - (2 * xy / (m * n))
            : (xx / (m * m)) + (yy / (n * n)) - (2 * xy / (m * n));
    }

    private double[] Range(int from, int to)
    {
        var weights = new double[groups.Count];
        Array.Fill(weights, 1, from, to - from);
        return weights;
    }

    private double[] Chosen(ReadOnlySpan<int> members)
    {
        var weights = new double[groups.Count];
        foreach (int group in members)
        {
            weights[group] = 1;
        }

        return weights;
    }
}
