namespace Likeness.Evaluation;

/// <summary>
/// The pooled rows as numbers only, for metrics that need a vector space. A category has one column for each of its most frequent training levels
/// (missing counts as a level) and one for all others, scaled so that two levels lie at a distance of 1; a number with missing values has its
/// training mean in their place and a column of 0 and 1 that marks them.
/// </summary>
internal static class IndicatorColumns
{
    /// <summary>The maximum number of levels with a column of their own.</summary>
    private const int MaxLevels = 10;

    // One of two indicators falls and another rises: ½ + ½.
    private static readonly double One = Math.Sqrt(0.5);

    public static PointCloud Create(EvaluationData data)
    {
        PointCloud pooled = data.Pooled;
        if (pooled.HasOnlyNumbers)
        {
            return pooled;
        }

        PointCloud train = data.Cloud(data.Train);
        var columns = new List<double[]>();
        var measures = new List<ColumnMeasure>();
        for (int column = 0; column < pooled.Width; column++)
        {
            double[] cells = pooled.Column(column).ToArray();
            switch (pooled.Measure(column))
            {
                case ColumnMeasure.Level:
                    double[][] levels = Levels(train.Column(column).ToArray(), cells);
                    columns.AddRange(levels);
                    measures.AddRange(levels.Select(_ => ColumnMeasure.Indicator));
                    break;
                case ColumnMeasure.NumberOrMissing:
                    double mean = train.Centre(column, train.Column(column));
                    columns.Add([.. cells.Select(cell => double.IsNaN(cell) ? mean : cell)]);
                    columns.Add([.. cells.Select(cell => double.IsNaN(cell) ? 1.0 : 0)]);
                    measures.AddRange([ColumnMeasure.Number, ColumnMeasure.Indicator]);
                    break;
                default:
                    columns.Add(cells);
                    measures.Add(ColumnMeasure.Number);
                    break;
            }
        }

        return PointCloud.FromColumns(columns, [.. measures]);
    }

    /// <summary>Codes of levels, and a value below all others where a number is missing.</summary>
    public static PointCloud Codes(PointCloud pooled)
    {
        if (pooled.HasOnlyNumbers)
        {
            return pooled;
        }

        double[][] columns = pooled.Columns();
        for (int column = 0; column < columns.Length; column++)
        {
            double low = columns[column].Where(cell => !double.IsNaN(cell)).DefaultIfEmpty().Min() - 1;
            columns[column] = [.. columns[column].Select(cell => double.IsNaN(cell) ? low : cell)];
        }

        return PointCloud.FromColumns(columns, measures: null);
    }

    private static double[][] Levels(double[] train, double[] cells)
    {
        double[] frequent =
        [
            .. train
                .CountBy(level => level)
                .OrderByDescending(level => level.Value)
                .ThenBy(level => level.Key)
                .Take(MaxLevels)
                .Select(level => level.Key),
        ];
        var placeOf = frequent
            .Select((level, place) => (level, place))
            .ToDictionary(one => one.level, one => one.place);
        bool hasOthers = cells.Any(cell => !placeOf.ContainsKey(cell));
        var columns = new double[frequent.Length + (hasOthers ? 1 : 0)][];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = new double[cells.Length];
        }

        for (int row = 0; row < cells.Length; row++)
        {
            columns[placeOf.GetValueOrDefault(cells[row], frequent.Length)][row] = One;
        }

        return columns;
    }
}
