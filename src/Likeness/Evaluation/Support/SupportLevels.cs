namespace Likeness.Evaluation.Support;

/// <summary>
/// Minimum-volume supports, estimated as in Alaa et al. 2022 (arXiv 2102.08921, section 3): the α-support of a sample is the
/// ball around its centre that contains the fraction α of its rows. The embedding is the identity: columns in training standard
/// deviations, the centre their mean, or the most frequent level of a category (the authors also offer a learnt one-class embedding).
/// </summary>
internal static class SupportLevels
{
    /// <summary>The smallest α whose support in the sample contains a row: the fraction of the sample strictly nearer to its centre.</summary>
    /// <param name="sample">Defines centre and radii.</param>
    /// <param name="rows">The query rows.</param>
    public static double[] Compute(PointCloud sample, PointCloud rows)
    {
        double[] centre = sample.Centre();
        double[] radii = Squared(sample, centre);
        Array.Sort(radii);
        return
        [
            .. Squared(rows, centre)
                .Select(distance => RocAuc.Below(radii, distance, orEqual: false) / (double)radii.Length),
        ];
    }

    /// <summary>1 − 2 ∫₀¹ |F(α) − α| dα, F(α) the fraction of levels below α: 1 if they are uniform, 0 if all are 0 or none is below 1.</summary>
    public static double Score(ReadOnlySpan<double> levels)
    {
        double[] sorted = levels.ToArray();
        Array.Sort(sorted);
        double area = 0,
            from = 0;
        for (int i = 0; i <= sorted.Length && from < 1; i++)
        {
            double to = i < sorted.Length ? Math.Min(1, sorted[i]) : 1;
            area += Between(from, to, (double)i / sorted.Length);
            from = to;
        }

        return 1 - (2 * area);
    }

    // ∫ |fraction − α| dα
    private static double Between(double from, double to, double fraction)
    {
        return fraction <= from ? Half(to - fraction) - Half(from - fraction)
            : fraction >= to ? Half(fraction - from) - Half(fraction - to)
            : Half(fraction - from) + Half(to - fraction);

        static double Half(double length) => length * length / 2;
    }

    private static double[] Squared(PointCloud rows, double[] centre)
    {
        var squared = new double[rows.RowCount];
        for (int first = 0; first < rows.RowCount; first += PointCloud.Lanes)
        {
            var distances = rows.SquaredDistances(centre, first);
            for (int lane = 0; lane < Math.Min(PointCloud.Lanes, rows.RowCount - first); lane++)
            {
                squared[first + lane] = distances[lane];
            }
        }

        return squared;
    }
}
