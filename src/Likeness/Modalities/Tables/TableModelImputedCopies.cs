using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Partial;

namespace Likeness.Modalities.Tables;

/// <summary>Imputations of what partly equal columns are equal to, such as a requested amount where the approved one is known.</summary>
public sealed partial class TableModel
{
    // Models see no value of a partly equal column where it is equal, so that one they are given would never be: whether it is follows from the other columns.
    private Table? WithCopies(Table given, int samples, Func<Table, Table> fill)
    {
        var rules = Encoding
            .Rules.OfType<PartlyEqualColumn>()
            .Select(rule => (Rule: rule, Column: PlaceOf(rule.Column), Other: PlaceOf(rule.Other)))
            .ToList();
        int[] which =
        [
            .. Enumerable
                .Range(0, given.RowCount)
                .Where(row => rules.Exists(one => IsKnown(row, one.Column) && !IsKnown(row, one.Other))),
        ];
        if (which.Length == 0)
        {
            return null;
        }

        int[] rows = [.. which.SelectMany(row => Enumerable.Range(row * samples, samples))];
        var known = given.TakeRows([.. Enumerable.Range(0, given.RowCount * samples).Select(row => row / samples)]);
        double[][] cells = [.. Enumerable.Range(0, known.Width).Select(known.ColumnValues)];
        var masked = Array.ConvertAll(cells, column => Array.ConvertAll(rows, row => column[row]));
        foreach (var (_, column, _) in rules)
        {
            Array.Fill(masked[column], double.NaN);
        }

        var filled = fill(Table.FromColumns(known.Columns, masked, known.Picture));
        foreach (var (rule, column, other) in rules)
        {
            bool[] areEqual = rule.Holds(filled);
            var back = LevelMap.Between(known.Columns[column], known.Columns[other]);
            for (int i = 0; i < rows.Length; i++)
            {
                int row = rows[i];
                bool copies =
                    areEqual[i] && IsKnown(row / samples, column) && known.Columns[other].IsMissing(cells[other][row]);
                double copy = copies ? back(cells[column][row]) : double.NaN;
                cells[other][row] = double.IsFinite(copy) ? copy : cells[other][row];
            }
        }

        return Table.FromColumns(known.Columns, cells, known.Picture).WrittenAs(known.Dialect);

        int PlaceOf(string name) => given.Columns.ToList().FindIndex(column => column.Name == name);

        bool IsKnown(int row, int column) => !given.Columns[column].IsMissing(given[row, column]);
    }
}
