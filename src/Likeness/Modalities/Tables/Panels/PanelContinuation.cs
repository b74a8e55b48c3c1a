using Likeness.Data;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>Lets sampled rows of a panel go on from those before them of their series.</summary>
/// <param name="encoding">The encoding, which has the panel.</param>
internal sealed class PanelContinuation(TableEncoding encoding)
{
    private readonly PanelRecurrences recurrences = encoding.Panel!.Following?.Recurrences ?? PanelRecurrences.None;

    /// <summary>Whether any columns go on.</summary>
    public bool IsAny => !recurrences.IsEmpty;

    /// <summary>The rows, going on.</summary>
    /// <param name="rows">Sampled rows of one time.</param>
    /// <param name="preceding">Those before them.</param>
    public Table Of(Table rows, PrecedingRows preceding)
    {
        if (!IsAny)
        {
            return rows;
        }

        var cells = Behind(rows, preceding);
        int first = preceding.Source?.RowCount ?? 0;
        var places = Places(preceding);
        new SeriesRecurrences(encoding, recurrences.All).Continue(cells, places);
        var continued = cells.Take([.. Enumerable.Range(first, rows.RowCount)]);
        if (recurrences.Changes.Count == 0)
        {
            return continued;
        }

        var changed = new NamedCells(continued);
        foreach (var one in recurrences.Changes)
        {
            string name = one.Terms[0].Column;
            var grid = encoding.Columns.First(column => column.Name == name).Grid;
            var (ends, before, own) = (changed[one.Column], cells[one.Previous], changed[name]);
            foreach (var place in places.Where(place => place.Place > 0))
            {
                int row = place.Row - first;
                double change = one.Terms[0].Sign * (ends[row] - before[place.Before] - one.Constant);
                own[row] = grid?.Snap(change) ?? change;
            }
        }

        return RestoredRows.After(
            encoding,
            continued,
            changed.ToTable(),
            [.. recurrences.Changes.Select(one => one.Terms[0].Column)]
        );
    }

    /// <summary>The rows that do not go on.</summary>
    /// <param name="rows">Sampled rows of one time.</param>
    /// <param name="preceding">Those before them.</param>
    public IEnumerable<int> Broken(Table rows, PrecedingRows preceding)
    {
        if (!IsAny)
        {
            return [];
        }

        var all = new SeriesRecurrences(encoding, [.. recurrences.All, .. recurrences.Changes]);
        var cells = Behind(rows, preceding);
        int first = preceding.Source?.RowCount ?? 0;
        return Places(preceding)
            .Where(place => !all.GoesOn(cells, place) || !MayGoOn(cells, place.Row))
            .Select(place => place.Row - first);
    }

    // Whether later rows may have the values with which a row ends.
    private bool MayGoOn(NamedCells cells, int row) =>
        recurrences
            .All.Where(one => one.Terms.Count == 0)
            .All(one =>
                double.IsNaN(cells[one.Previous][row]) || MayHave(one, cells[one.Previous][row], recurrences.All.Count)
            );

    private bool MayHave(RowRecurrence one, double before, int rows) =>
        encoding.IsEmitted(one.Column, before + one.Constant)
        && (
            rows == 0
            || recurrences
                .All.Where(next => next.Terms.Count == 0 && next.Previous == one.Column && next.Column != one.Column)
                .All(next => MayHave(next, before + one.Constant, rows - 1))
        );

    private static NamedCells Behind(Table rows, PrecedingRows preceding) =>
        new(preceding.Source is { } source ? SubjectSampling.Joined([source, rows]) : rows);

    private static SeriesPlace[] Places(PrecedingRows preceding)
    {
        int first = preceding.Source?.RowCount ?? 0;
        return
        [
            .. preceding.Places.Select(
                (before, row) =>
                    before < 0
                        ? new SeriesPlace(first + row, first + row, first + row, 0)
                        : new SeriesPlace(before, before, first + row, 1)
            ),
        ];
    }
}
