using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Values of a file that the columns of a run cannot have: another format of dates, a misspelt level, text among numbers.</summary>
internal static class UnknownValues
{
    private const int MaxNamed = 5;

    /// <summary>A sentence on them; null if there are none.</summary>
    /// <param name="read">The rows as they were read.</param>
    /// <param name="aligned">The same rows with the columns of the run, to whose levels further ones are added.</param>
    /// <param name="learned">The columns of the run.</param>
    public static string? Remark(Table read, Table aligned, IReadOnlyList<Column> learned)
    {
        int count = 0;
        var named = new List<string>();
        var names = read.Columns.Select(column => column.Name).ToList();
        for (int i = 0; i < aligned.Width; i++)
        {
            var column = aligned.Columns[i];
            int levels = learned.FirstOrDefault(one => one.Name == column.Name)?.Kind is CategoryKind known
                ? known.LevelCount
                : int.MaxValue;
            int own = names.IndexOf(column.Name);
            int[] unknown =
                own < 0 || !column.Kind.IsLearned || column.Parts is not null
                    ? []
                    : [.. Enumerable.Range(0, aligned.RowCount).Where(row => IsUnknown(row, own, i, levels))];
            count += unknown.Length;
            if (unknown.Length > 0)
            {
                string first = ControlCharacters.Replace(read.Columns[own].Write(read[unknown[0], own]));
                named.Add($"{unknown.Length} of '{column.Name}' ({first}{(unknown.Length > 1 ? ", …" : "")})");
            }
        }

        string more = named.Count > MaxNamed ? $" and of {named.Count - MaxNamed} more columns" : "";
        return count == 0
            ? null
            : $"Warning: {Numeral.Whole(count)} values are none that the run knows; they are kept, and say nothing of other cells: {string.Join(", ", named.Take(MaxNamed))}{more}";

        bool IsUnknown(int row, int own, int at, int levels) =>
            !read.Columns[own].IsMissing(read[row, own])
            && (aligned.Columns[at].IsMissing(aligned[row, at]) || aligned[row, at] >= levels);
    }
}
