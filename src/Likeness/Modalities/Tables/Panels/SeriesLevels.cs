using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>Chooses the numbers of a panel that are learned relative to the level of their series, or to its path.</summary>
internal static class SeriesLevels
{
    /// <summary>The numbers of training rows that have levels.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    /// <param name="encoded">Training rows as the rules leave them.</param>
    /// <param name="known">The names of the columns that are known of each row.</param>
    /// <param name="seriesOf">The series of each row; −1 for none.</param>
    /// <param name="havePaths">Whether all that can have paths do.</param>
    public static IReadOnlyList<SeriesLevel> Find(
        PanelRows panel,
        Table encoded,
        IReadOnlyCollection<string> known,
        int[] seriesOf,
        bool havePaths = false
    )
    {
        // What rules restore times from is known, but not seen.
        bool hasPaths = encoded.Columns.Any(column => column.Name == panel.Time);
        var search = hasPaths ? new SeriesPathSearch(panel, encoded, seriesOf) : null;
        // All that can have paths need no choice.
        var choice = hasPaths && !havePaths ? new SeriesPathChoice(panel, encoded, seriesOf) : null;
        double[] times = hasPaths ? new NamedCells(encoded)[panel.Time] : [];
        var found = new List<SeriesLevel>();
        foreach (var (at, column) in encoded.Columns.Index())
        {
            SeriesLevel? level = null;
            if (column is { Kind: NumberKind, Codes: null } && !known.Contains(column.Name))
            {
                var path =
                    search?.Find(at) is not { } points ? null
                    : havePaths ? search.Fit(points, points.AreRatios, _ => true)
                    : choice!.Choose(search, points);
                var whole = SeriesLevel.Find(encoded, at, seriesOf, panel.Series.Count);
                level =
                    path is not null ? path with { Whole = whole }
                    : whole is null || !hasPaths ? whole
                    : TimeEffects.Beside(whole, encoded.ColumnValues(at), seriesOf, times);
            }

            found.AddRange(level is null ? [] : [level]);
            choice?.Add(at, level);
        }

        return found;
    }
}
