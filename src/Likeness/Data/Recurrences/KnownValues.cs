namespace Likeness.Data.Recurrences;

/// <summary>From what a row goes on where rows before it lack values: from the last known one, and what was added since.</summary>
internal static class KnownValues
{
    private const int MaxRows = 1000; // which are looked back

    /// <summary>The value with which the row before ends; NaN where it is not known.</summary>
    /// <param name="one">The column that goes on.</param>
    /// <param name="cells">The cells of rows.</param>
    /// <param name="row">A row that is not the first.</param>
    /// <param name="isGuessed">Whether what was added, and is missing, counts like what was added before.</param>
    public static double Before(RowRecurrence one, NamedCells cells, in SeriesPlace row, bool isGuessed)
    {
        double[] own = cells[one.Previous];
        if (row.Order is not { } order || !double.IsNaN(own[row.Before]))
        {
            return own[row.Before];
        }

        double since = 0;
        for (int place = row.Place - 1; place >= Math.Max(0, row.Place - MaxRows); place--)
        {
            double value = own[order[place]];
            if (!double.IsNaN(value))
            {
                return value + since;
            }

            var at = new SeriesPlace(order[0], order[Math.Max(0, place - 1)], order[place], place) { Order = order };
            since += isGuessed ? Added(one, cells, at) : one.Added(cells, at.Row);
            since += one.Constant;
        }

        return double.NaN;
    }

    /// <summary>What a row adds; for missing values, those of the last row before that has them.</summary>
    /// <param name="one">The column that goes on.</param>
    /// <param name="cells">The cells of rows.</param>
    /// <param name="row">A row.</param>
    public static double Added(RowRecurrence one, NamedCells cells, in SeriesPlace row)
    {
        int[] order = row.Order ?? [row.Row];
        if (one.AreExclusive)
        {
            int from = row.Order is null ? 0 : row.Place;
            int known = Enumerable
                .Range(0, Math.Min(from, MaxRows) + 1)
                .Select(back => order[from - back])
                .FirstOrDefault(at => !double.IsNaN(one.Added(cells, at)), -1);
            return known < 0 ? 0 : one.Added(cells, known);
        }

        double sum = 0;
        foreach (var term in one.Terms)
        {
            double[] added = cells[term.Column];
            int place = row.Order is null ? 0 : row.Place;
            int first = Math.Max(0, place - MaxRows);
            while (place > first && double.IsNaN(added[order[place]]))
            {
                place--;
            }

            sum += double.IsNaN(added[order[place]]) ? 0 : term.Sign * added[order[place]];
        }

        return sum;
    }
}
