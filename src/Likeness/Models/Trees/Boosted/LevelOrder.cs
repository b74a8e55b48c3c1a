namespace Likeness.Models.Trees.Boosted;

/// <summary>
/// An order of levels in which a cell's halves differ in the columns before: by the first principal axis of the levels' mean rows, found again within each
/// half (as the axes of correspondence analysis, Greenacre 1984, where those columns are categories). Boosted trees can then predict the half.
/// </summary>
/// <param name="rows">The training rows.</param>
/// <param name="counts">The rows of each code.</param>
internal sealed class LevelOrder(TreeRows rows, int[] counts)
{
    // Means of levels with few rows say little: as if so many average rows had been added.
    private const double ShrinkingRows = 10;
    private const int Iterations = 30;

    private readonly double[][] means = Means(rows, counts);

    /// <summary>The codes in order.</summary>
    public int[] Find()
    {
        // The order by frequency decides where the axis does not.
        int[] codes = [.. Enumerable.Range(0, counts.Length).OrderByDescending(code => counts[code])];
        if (means[0].Length > 0)
        {
            Arrange(codes, new double[means[0].Length]);
        }

        return codes;
    }

    // The mean row of each code, in standard deviations: ranks of numbers, indicators of categories.
    private static double[][] Means(TreeRows rows, int[] counts)
    {
        int first = TreeRows.First(rows.Predictors.Length);
        var sums = Array.ConvertAll(counts, _ => new List<double>());
        for (int column = first; column < rows.Predictors.Length; column++)
        {
            var predictor = rows.Predictors[column];
            var here = Array.ConvertAll(counts, _ => new int[predictor.Count + 1]);
            var all = new int[predictor.Count + 1];
            for (int row = 0; row < rows.Codes.Length; row++)
            {
                here[rows.Codes[row]][predictor.Bins[row]]++;
                all[predictor.Bins[row]]++;
            }

            double[][] scores = Scores(predictor, all);
            for (int code = 0; code < counts.Length; code++)
            {
                foreach (double[] score in scores)
                {
                    double sum = 0;
                    for (int bin = 0; bin < score.Length; bin++)
                    {
                        sum += here[code][bin] * score[bin];
                    }

                    sums[code].Add(sum / (counts[code] + ShrinkingRows));
                }
            }
        }

        return Array.ConvertAll(sums, sum => sum.ToArray());
    }

    // Numbers that stand for each bin of a column, each with mean 0 and standard deviation 1 (nearly) over the rows.
    private static double[][] Scores(Predictor predictor, int[] all)
    {
        double total = all.Sum();
        if (predictor.IsCategory)
        {
            int[] seen = [.. Enumerable.Range(0, all.Length).Where(bin => all[bin] > 0 && all[bin] < total)];
            return Array.ConvertAll(
                seen,
                one =>
                {
                    double p = all[one] / total;
                    return Enumerable
                        .Range(0, all.Length)
                        .Select(bin => ((bin == one ? 1 : 0) - p) / Math.Sqrt(p))
                        .ToArray();
                }
            );
        }

        var ranks = new double[all.Length];
        double before = 0;
        double present = Math.Max(1, total - all[^1]);
        for (int bin = 0; bin < all.Length - 1; bin++)
        {
            ranks[bin] = ((before + (all[bin] / 2.0)) / present - 0.5) * Math.Sqrt(12);
            before += all[bin];
        }

        return [ranks];
    }

    private void Arrange(Span<int> codes, double[] direction)
    {
        if (codes.Length < 3)
        {
            return;
        }

        var (keys, axis) = Along(codes, direction);
        keys.AsSpan().Sort(codes);
        int middle = Middle(codes);
        Arrange(codes[..middle], axis);
        Arrange(codes[middle..], axis);
    }

    // The place that halves the rows.
    private int Middle(ReadOnlySpan<int> codes)
    {
        long total = 0;
        foreach (int code in codes)
        {
            total += counts[code];
        }

        int middle = 1;
        long smaller = -1;
        long below = 0;
        for (int place = 0; place < codes.Length - 1; place++)
        {
            below += counts[codes[place]];
            long less = Math.Min(below, total - below);
            (middle, smaller) = less > smaller ? (place + 1, less) : (middle, smaller);
        }

        return middle;
    }

    // The codes' places on the first principal axis of their means, by power iteration; the axis points into the direction.
    private (double[] Places, double[] Axis) Along(ReadOnlySpan<int> codes, double[] direction)
    {
        int width = means[0].Length;
        var centre = new double[width];
        double total = 0;
        foreach (int code in codes)
        {
            total += counts[code];
            for (int j = 0; j < width; j++)
            {
                centre[j] += counts[code] * means[code][j];
            }
        }

        double[][] centred = new double[codes.Length][];
        int farthest = 0;
        double most = -1;
        for (int i = 0; i < codes.Length; i++)
        {
            double[] mean = means[codes[i]];
            double weight = Math.Sqrt(counts[codes[i]]);
            var row = centred[i] = new double[width];
            double norm = 0;
            for (int j = 0; j < width; j++)
            {
                row[j] = mean[j] - (centre[j] / Math.Max(1, total));
                norm += weight * weight * row[j] * row[j];
            }

            (farthest, most) = norm > most ? (i, norm) : (farthest, most);
        }

        double[] axis = [.. centred[farthest]];
        var places = new double[codes.Length];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double length = Math.Sqrt(axis.Sum(value => value * value));
            if (length == 0)
            {
                break;
            }

            Array.Clear(places);
            for (int i = 0; i < places.Length; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    places[i] += centred[i][j] * axis[j] / length;
                }
            }

            Array.Clear(axis);
            for (int i = 0; i < places.Length; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    axis[j] += counts[codes[i]] * places[i] * centred[i][j];
                }
            }
        }

        double sign = axis.Zip(direction).Sum(pair => pair.First * pair.Second) < 0 ? -1 : 1;
        return (Array.ConvertAll(places, place => sign * place), Array.ConvertAll(axis, value => sign * value));
    }
}
